import { compareScalars, numberOf } from './compare.ts'
import type { RecordReader } from './record-reader.ts'
import type { Aggregate, Measure } from './result-query.ts'

/** One group, as a row: its fields under their paths, `count`, and measures such as `sum(amount)`. */
export type GroupRow = Readonly<Record<string, unknown>>

export interface Grouped {
  readonly rows: readonly GroupRow[]
  /** Values that a measure could not take, by its name: of sums and averages what is no number, of extremes what is no scalar. */
  readonly skipped: Readonly<Record<string, number>>
}

/** Records by the values of some fields, the largest group first. Without fields all are one group. */
export function grouped(
  records: readonly unknown[],
  { groupBy, measures }: Aggregate,
  reader: RecordReader,
): Grouped {
  const keyOf = (record: unknown, path: string) => together(reader.valuesAt(record, path))
  const groups = Map.groupBy(records, (record) => JSON.stringify(groupBy.map((path) => keyOf(record, path))))
  if (groups.size === 0 && groupBy.length === 0) groups.set('[]', [])
  const countName = nameOfCount(groupBy)
  const skipped: Record<string, number> = {}
  const rows = [...groups.values()].map((members) => {
    const keys = groupBy.map((path): [string, unknown] => [path, keyOf(members[0], path)])
    const measured = measures.map((measure): [string, unknown] => {
      const name = nameOf(measure)
      const { value, ignored } = measureOf(members, measure, reader)
      if (ignored > 0) skipped[name] = (skipped[name] ?? 0) + ignored
      return [name, value]
    })
    const row = Object.fromEntries([...keys, [countName, members.length], ...measured])
    return { count: members.length, row }
  })
  return { rows: rows.toSorted((a, b) => b.count - a.count).map(({ row }) => row), skipped }
}

/** What the members of a row are called. */
export function rowNames({ groupBy, measures }: Aggregate): string[] {
  return [...groupBy, nameOfCount(groupBy), ...measures.map(nameOf)]
}

/** Records may have a field of this name. */
function nameOfCount(groupBy: readonly string[]): string {
  return groupBy.includes('count') ? 'count()' : 'count'
}

/** Of a path through a list all values together. */
function together(values: readonly unknown[]): unknown {
  return values.length === 1 ? values[0] : values.length === 0 ? null : values
}

function nameOf({ op, field }: Measure): string {
  return field === undefined ? op : `${op}(${field})`
}

function measureOf(
  records: readonly unknown[],
  { op, field }: Measure,
  reader: RecordReader,
): { readonly value: unknown; readonly ignored: number } {
  if (field === undefined) return { value: records.length, ignored: 0 }
  const values = records
    .flatMap((record) => reader.valuesAt(record, field).flat())
    .filter((value) => value !== null && value !== undefined)
  if (op === 'count') return { value: values.length, ignored: 0 }
  if (op === 'min' || op === 'max') return extreme(values, op)
  const numbers = values.map(numberOf).filter((value) => value !== undefined)
  const ignored = values.length - numbers.length
  const sum = numbers.reduce((total, value) => total + value, 0)
  if (op === 'sum') return { value: tidy(sum), ignored }
  return { value: numbers.length === 0 ? null : tidy(sum / numbers.length), ignored }
}

/** Without what binary fractions add: 0.1 and 0.2 are 0.3. */
function tidy(value: number): number {
  return Number(value.toPrecision(15))
}

function extreme(values: readonly unknown[], op: 'min' | 'max') {
  const sign = op === 'min' ? 1 : -1
  const scalars = values.filter((value) => typeof value !== 'object')
  const value = scalars.reduce<unknown>(
    (best, each) => (best === null || sign * compareScalars(each, best) < 0 ? each : best),
    null,
  )
  return { value, ignored: values.length - scalars.length }
}
