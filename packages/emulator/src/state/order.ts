import type { Json } from '../json.ts'

/** Numbers by size, times by when they are, other texts by their letters. */
export function order(left: Json, right: Json): number {
  const [a, b] = [comparable(left), comparable(right)]
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return String(left) < String(right) ? -1 : Number(String(left) > String(right))
}

function comparable(value: Json): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || value === '') return undefined
  const number = Number(value)
  if (!Number.isNaN(number)) return number
  const time = /^\d{4}-\d\d-\d\d/.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(time) ? undefined : time
}
