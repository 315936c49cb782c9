import type { Json } from '../json.ts'
import { instantOf } from '../query/instant.ts'

/** Nothing first, then numbers by size and times by when they are, then other texts by their letters. */
export function order(left: Json, right: Json): number {
  const [a, b] = [comparable(left), comparable(right)]
  if (typeof a === 'number' && typeof b === 'number') return a === b ? 0 : a - b
  // In one order whatever is compared with what: letter by letter "10" is before "1a", and "1a" before "9".
  if (a !== undefined || b !== undefined) return a === undefined ? rankOf(left) : -rankOf(right)
  return String(left) < String(right) ? -1 : Number(String(left) > String(right))
}

/** Where a value that is no number stands beside one. */
function rankOf(value: Json): -1 | 1 {
  return value === '' ? -1 : 1
}

function comparable(value: Json): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || value.trim() === '') return undefined
  const number = Number(value)
  return Number.isNaN(number) ? instantOf(value) : number
}
