/** Digits that a number of JavaScript holds for certain. */
const NUMERIC = /^-?\d{1,15}(\.\d{1,12})?$/

/** The number that a value is, or that its text says: money and large integers come as texts. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || value.length > 16 || !NUMERIC.test(value)) return undefined
  return Number(value)
}

const RANKS = ['null', 'boolean', 'number', 'string']

/** One order over all scalars: by kind, then by value. What is none comes last. */
export function compareScalars(a: unknown, b: unknown): number {
  const [kindOfA, kindOfB] = [rankOf(a), rankOf(b)]
  if (kindOfA !== kindOfB) return kindOfA - kindOfB
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  return Number(a) - Number(b) || 0
}

function rankOf(value: unknown): number {
  const rank = RANKS.indexOf(value === null ? 'null' : typeof value)
  return rank < 0 ? RANKS.length : rank
}
