import { compareNumbers, compareTexts, numberOf } from './compare.ts'
import type { RecordReader } from './record-reader.ts'
import type { Condition, Scalar } from './result-query.ts'

type Test = (value: unknown) => boolean

/** Whether a record fits a condition: of several values at its field it is enough that one does. */
export function matcher({ field, op, value }: Condition, reader: RecordReader): (record: unknown) => boolean {
  const valuesOf = (record: unknown) => reader.valuesAt(record, field)
  if (op === 'exists') return (record) => valuesOf(record).length > 0 === (value ?? true)
  const wanted = [value ?? null].flat()
  if (op === 'ne') {
    const isSame = sameAs(wanted)
    return (record) => !valuesOf(record).some(isSame)
  }
  const test = testOf(op, wanted, reader)
  return (record) => valuesOf(record).some(test)
}

function testOf(
  op: Exclude<Condition['op'], 'exists' | 'ne'>,
  wanted: readonly Scalar[],
  reader: RecordReader,
): Test {
  const [first = null] = wanted
  switch (op) {
    case 'eq':
    case 'in':
      return sameAs(wanted)
    case 'contains':
      return containing(first, reader)
    case 'lt':
      return ordered(first, (order) => order < 0)
    case 'lte':
      return ordered(first, (order) => order <= 0)
    case 'gt':
      return ordered(first, (order) => order > 0)
    case 'gte':
      return ordered(first, (order) => order >= 0)
  }
}

/** One of these, or a list that has one. A number and its text are the same: models write either. */
function sameAs(wanted: readonly Scalar[]): Test {
  const exactly = new Set<unknown>(wanted)
  const texts = new Set(wanted.filter((one) => typeof one === 'string').map(numberOf))
  const numbers = new Set<unknown>(wanted.filter((one) => typeof one === 'number'))
  texts.delete(undefined)
  const test: Test = (value) => {
    if (exactly.has(value)) return true
    if (Array.isArray(value)) return value.some(test)
    if (typeof value === 'number') return texts.has(value)
    return typeof value === 'string' && numbers.size > 0 && numbers.has(numberOf(value))
  }
  return test
}

/** Texts without regard to case; lists by their items. */
function containing(wanted: Scalar, reader: RecordReader): Test {
  const isSame = sameAs([wanted])
  const part = String(wanted).toLowerCase()
  const test: Test = (value) => {
    if (Array.isArray(value)) return value.some(test)
    if (typeof value !== 'string') return isSame(value)
    reader.looksThrough(value)
    return value.toLowerCase().includes(part)
  }
  return test
}

/** Numbers with numbers, texts with texts: ISO times are in order as texts. */
function ordered(wanted: Scalar, holds: (order: number) => boolean): Test {
  return (value) => {
    const order = compareNumbers(value, wanted) ?? compareTexts(value, wanted)
    return order !== undefined && holds(order)
  }
}
