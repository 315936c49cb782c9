/** Digits that a number of JavaScript holds for certain. */
const NUMERIC = /^-?\d{1,15}(\.\d{1,12})?$/

/** The number that a value is, or that its text says: money and large integers come as texts. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || value.length > 16 || !NUMERIC.test(value)) return undefined
  return Number(value)
}

const INTEGER = /^-?\d{1,40}$/

/** Whether a value has a place among numbers: ids are integers of more digits than a number of JavaScript holds. */
function isOrderedAsNumber(value: unknown): boolean {
  return numberOf(value) !== undefined || (typeof value === 'string' && INTEGER.test(value))
}

const RANKS = ['null', 'boolean', 'number', 'string']

/** One order over all scalars: by kind, texts of numbers among the numbers, then by value. What is none comes last. */
export function compareScalars(a: unknown, b: unknown): number {
  const [kindOfA, kindOfB] = [rankOf(a), rankOf(b)]
  if (kindOfA !== kindOfB) return kindOfA - kindOfB
  return compareNumbers(a, b) ?? compareTexts(a, b) ?? (Number(a) - Number(b) || 0)
}

function rankOf(value: unknown): number {
  if (isOrderedAsNumber(value)) return RANKS.indexOf('number')
  const rank = RANKS.indexOf(value === null ? 'null' : typeof value)
  return rank < 0 ? RANKS.length : rank
}

/** Nothing where one of them is neither a number nor the text of one. */
export function compareNumbers(a: unknown, b: unknown): number | undefined {
  if (!isOrderedAsNumber(a) || !isOrderedAsNumber(b)) return undefined
  const difference = Number(a) - Number(b)
  if (difference !== 0 || !INTEGER.test(String(a)) || !INTEGER.test(String(b))) return difference
  // The same as far as a number of JavaScript can tell.
  const exact = BigInt(String(a)) - BigInt(String(b))
  return exact < 0n ? -1 : exact > 0n ? 1 : 0
}

/** Character by character, in which ISO times are in order. Nothing where one of them is no text. */
export function compareTexts(a: unknown, b: unknown): number | undefined {
  if (typeof a !== 'string' || typeof b !== 'string') return undefined
  return a < b ? -1 : a > b ? 1 : 0
}
