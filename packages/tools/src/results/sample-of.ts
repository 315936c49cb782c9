import { typeOf } from './fields-of.ts'
import { isObject } from './is-object.ts'

/** How much of a record a sample shows. */
interface Detail {
  /** Characters of a text. */
  readonly text: number
  /** Items of a list, fields of an object, and how deep both are shown. */
  readonly items: number
  readonly fields: number
  readonly depth: number
}

/** From the most to the least. */
export const DETAILS: readonly Detail[] = [
  { text: 200, items: 3, fields: 60, depth: 3 },
  { text: 60, items: 1, fields: 30, depth: 2 },
  { text: 30, items: 0, fields: 12, depth: 1 },
]

/**
 * A record with its long texts and lists shortened, each saying so in its place. It is made for looking at: what it says
 * is JSON again, and never passed on as the record.
 */
export function shortened(value: unknown, detail: Detail, depth = 0): unknown {
  if (typeof value === 'string') return cut(value, detail.text)
  if (typeof value !== 'object' || value === null) return value
  if (depth >= detail.depth) return sizeOf(value)
  const below = (item: unknown) => shortened(item, detail, depth + 1)
  if (Array.isArray(value)) {
    const shown = value.slice(0, detail.items).map(below)
    const more = value.length - shown.length
    return more > 0 ? [...shown, `… ${more} more`] : shown
  }
  const fields = Object.entries(value)
  const shown = fields
    .slice(0, detail.fields)
    .map(([name, item]): [string, unknown] => [cut(name, MAX_NAME), below(item)])
  const more = fields.length - shown.length
  return Object.fromEntries(more > 0 ? [...shown, ['…', `${more} more fields`]] : shown)
}

const MAX_NAME = 100

function sizeOf(value: object): string {
  const what = isObject(value)
    ? `${Object.keys(value).length} fields`
    : `${Object.values(value).length} items`
  return `… ${typeOf(value)} of ${what}`
}

function cut(text: string, length: number): string {
  if (text.length <= length) return text
  const kept = text.slice(0, length)
  const whole = kept.isWellFormed() ? kept : kept.slice(0, -1)
  return `${whole}… [${text.length} characters]`
}
