import { compareScalars } from './compare.ts'
import type { RecordReader } from './record-reader.ts'
import type { SortKey } from './result-query.ts'

/** The value that a row is sorted by. */
export type KeyOf = (row: unknown, field: string) => unknown

/** Of several values the first counts. */
export function byPath(reader: RecordReader): KeyOf {
  return (row, field) => reader.valuesAt(row, field)[0]
}

/** Names of groups hold dots themselves. */
export const byName: KeyOf = (row, field) => Reflect.get(Object(row), field)

/** Stable; what does not have a field comes after what has it, in either order. */
export function sortRows(
  rows: readonly unknown[],
  keys: readonly SortKey[],
  keyOf: KeyOf,
): readonly unknown[] {
  if (keys.length === 0) return rows
  const keyed = rows.map((row) => ({ row, values: keys.map(({ field }) => keyOf(row, field)) }))
  keyed.sort((a, b) => {
    for (const [at, { order }] of keys.entries()) {
      const compared = compareKeys(a.values[at], b.values[at], order)
      if (compared !== 0) return compared
    }
    return 0
  })
  return keyed.map(({ row }) => row)
}

function compareKeys(one: unknown, other: unknown, order: SortKey['order']): number {
  if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined)
  const compared = compareScalars(one, other)
  return order === 'desc' ? -compared : compared
}
