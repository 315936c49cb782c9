import type { Condition, Scalar } from './result-query.ts'

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

/** Whether one of the values of a field fits a condition. */
export function fits(values: readonly unknown[], { op, value }: Condition): boolean {
  switch (op) {
    case 'exists':
      return values.length > 0 === (value ?? true)
    case 'ne':
      return !values.some((one) => isSame(one, value))
    case 'in':
      return Array.isArray(value) && value.some((wanted) => values.some((one) => isSame(one, wanted)))
    case 'contains':
      return values.some((one) => contains(one, value))
    case 'eq':
      return values.some((one) => isSame(one, value))
    default:
      return values.some((one) => isOrdered(one, value, op))
  }
}

/** A number and its text are the same: models write either. */
function isSame(found: unknown, wanted: unknown): boolean {
  if (found === wanted) return true
  if (Array.isArray(found)) return found.some((item) => isSame(item, wanted))
  if (typeof found === typeof wanted || typeof found === 'boolean' || typeof wanted === 'boolean')
    return false
  const [a, b] = [numberOf(found), numberOf(wanted)]
  return a !== undefined && a === b
}

/** Texts without regard to case; lists by their items. */
function contains(found: unknown, wanted: unknown): boolean {
  if (Array.isArray(found)) return found.some((item) => contains(item, wanted))
  if (typeof found !== 'string') return isSame(found, wanted)
  return found.toLowerCase().includes(String(wanted).toLowerCase())
}

function isOrdered(found: unknown, wanted: unknown, op: 'lt' | 'lte' | 'gt' | 'gte'): boolean {
  const order = orderOf(found, wanted)
  if (order === undefined) return false
  if (op === 'lt') return order < 0
  if (op === 'lte') return order <= 0
  return op === 'gt' ? order > 0 : order >= 0
}

/** Numbers with numbers, texts with texts: ISO times are in order as texts. */
function orderOf(found: unknown, wanted: Scalar | readonly Scalar[] | unknown): number | undefined {
  const [a, b] = [numberOf(found), numberOf(wanted)]
  if (a !== undefined && b !== undefined) return a - b
  return typeof found === 'string' && typeof wanted === 'string' ? compareScalars(found, wanted) : undefined
}
