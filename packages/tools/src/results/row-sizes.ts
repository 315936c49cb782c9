import { tokensOf } from './count-json.ts'
import { isObject } from './is-object.ts'

/** Of a row that alone is over the budget: the characters of its fields, the largest first. */
export interface TooLarge {
  readonly fields: Readonly<Record<string, number>>
  readonly how: string
}

const HOW =
  'This row alone is over the budget. Name fields in select, enter a list with from, or read a text with text.'

const MAX_NAMED = 40
/** Fields that are looked at. */
const MAX_FIELDS = 300
const MAX_DEPTH = 4
const MAX_NAME = 100

/** Says where what makes a row too large is, within so many tokens. */
export function tooLarge(row: unknown, maxTokens: number): TooLarge {
  const sizes: [string, number][] = []
  note(row, { sizes, path: '', depth: 0 })
  let shown = sizes.toSorted(([, a], [, b]) => b - a).slice(0, MAX_NAMED)
  const answer = () => ({ fields: Object.fromEntries(shown), how: HOW })
  while (shown.length > 0 && tokensOf(answer()) > maxTokens) {
    shown = shown.slice(0, Math.floor(shown.length / 2))
  }
  return answer()
}

interface Place {
  readonly sizes: [string, number][]
  readonly path: string
  readonly depth: number
}

/** A list is told as a whole: it is entered by its own path. */
function note(value: unknown, { sizes, path, depth }: Place): void {
  if (!isObject(value) || depth === MAX_DEPTH) return
  for (const [name, below] of Object.entries(value)) {
    if (sizes.length >= MAX_FIELDS) return
    // A name that holds a dot cannot be named by a path.
    if (name.length > MAX_NAME || name.includes('.')) continue
    const at = path === '' ? name : `${path}.${name}`
    sizes.push([at, JSON.stringify(below)?.length ?? 0])
    note(below, { sizes, path: at, depth: depth + 1 })
  }
}
