import type { Encoding } from '@sallyport/definition'

export type Pair = [name: string, value: string]

/**
 * Writes values as pairs of a query or a form: lists as the third party takes them, members of objects
 * between brackets. A list in brackets or at a position shows nesting; one that is repeated cannot.
 */
export function pairsOf(values: readonly (readonly [string, unknown])[], lists: Encoding['lists']): Pair[] {
  return values.flatMap(([name, value]) => pairsOfValue(name, value, lists ?? 'repeat'))
}

type Lists = NonNullable<Encoding['lists']>

function pairsOfValue(name: string, value: unknown, lists: Lists): Pair[] {
  if (value === undefined) return []
  // A query has no null; in a form an empty text takes a value away.
  if (value === null) return [[name, '']]
  if (typeof value !== 'object') return [[name, String(value)]]
  if (!Array.isArray(value)) {
    return Object.entries(value).flatMap(([key, member]) => pairsOfValue(`${name}[${key}]`, member, lists))
  }
  if (lists === 'comma') return [[name, value.map(textOf).join(',')]]
  return value.flatMap((item, index) => pairsOfValue(NAMES[lists](name, index), item, lists))
}

/** An item of a list in one text, which has no brackets for members. */
function textOf(item: unknown): string {
  if (item === null || item === undefined) return ''
  return typeof item === 'object' ? JSON.stringify(item) : String(item)
}

const NAMES: Readonly<Record<Exclude<Lists, 'comma'>, (name: string, index: number) => string>> = {
  repeat: (name) => name,
  brackets: (name) => `${name}[]`,
  indices: (name, index) => `${name}[${index}]`,
}
