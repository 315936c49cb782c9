import { keepFields, valueAt } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import { grouped } from './aggregate.ts'
import { jsonTokensWithin } from './count-json.ts'
import { fieldsOf } from './fields-of.ts'
import { hasField, requireFields } from './known-fields.ts'
import { matcher } from './match.ts'
import { RecordReader } from './record-reader.ts'
import type { ResultQuery } from './result-query.ts'
import { type TooLarge, tooLarge } from './row-sizes.ts'
import { byName, byPath, sortRows } from './sort-rows.ts'
import { textWithin } from './text-within.ts'

/** Rows of a kept result, as a model reads them. */
export interface RowsAnswer {
  /** Rows that fit the query, whatever the page. */
  readonly total: number
  readonly offset: number
  readonly rows: readonly unknown[]
  /** Where the next rows begin; null after the last. The budget may end a page before its limit. */
  readonly next_offset: number | null
  /** Values that a measure could not take, by its name. */
  readonly skipped?: Readonly<Record<string, number>>
  /** The first row, where it alone is over the budget. */
  readonly too_large?: TooLarge
}

/** Part of one text. */
export interface TextAnswer {
  readonly text: string
  readonly start: number
  /** Where it goes on; null at its end. */
  readonly next_start: number | null
  /** Characters of all of it. */
  readonly length: number
}

export type QueryAnswer = RowsAnswer | TextAnswer

/**
 * Answers a query over a result, within a budget: the page ends where the budget does, and says where it goes on.
 *
 * @throws SallyportError `invalid_params` for fields that no record has, naming those there are.
 */
export function answerQuery(data: unknown, query: ResultQuery, maxTokens: number): QueryAnswer {
  const reader = new RecordReader()
  const records = recordsOf(data, query.from, reader)
  requireFields(records, query, reader)
  const conditions = query.filter.map((condition) => matcher(condition, reader))
  const found = records.filter((record) => conditions.every((holds) => holds(record)))
  if (query.aggregate !== undefined) {
    const { rows, skipped } = grouped(found, query.aggregate, reader)
    const more = Object.keys(skipped).length > 0 ? { skipped } : {}
    return { ...pageOf(sortRows(rows, query.sort, byName), query, maxTokens), ...more }
  }
  const rows = sortRows(found, query.sort, byPath(reader))
  if (query.text !== undefined) {
    return partOf(textAt(rows, { offset: query.offset, ...query.text }, reader), query.text.start, maxTokens)
  }
  const { select } = query
  const form = select.length === 0 ? (row: unknown) => row : (row: unknown) => keepFields(row, select)
  return pageOf(rows, { ...query, form }, maxTokens)
}

function recordsOf(data: unknown, from: string | undefined, reader: RecordReader): readonly unknown[] {
  const at = from === undefined ? data : inside(data, from, reader)
  return Array.isArray(at) ? at : [at]
}

function inside(data: unknown, from: string, reader: RecordReader): unknown {
  const around = Array.isArray(data) ? data : [data]
  if (!hasField(around, from, reader)) throw unknownFrom(around, from)
  // Of many records the lists of all of them are one.
  return Array.isArray(data) ? reader.valuesAt(data, from).flat() : valueAt(data, from)
}

function unknownFrom(records: readonly unknown[], from: string): SallyportError {
  const lists = fieldsOf(records).fields.filter(({ types }) => types.includes('list'))
  const named = lists.slice(0, MAX_NAMED).map(({ path }) => path)
  const message = `There is nothing at "from": ${JSON.stringify(from.slice(0, MAX_SHOWN))}.`
  const fix = named.length > 0 ? `Lists are at: ${named.join(', ')}.` : 'The result has no lists within.'
  return new SallyportError('invalid_params', message, {
    fix,
    problems: [{ field: 'from', code: 'unknown', message: `${message} ${fix}`, details: { allowed: named } }],
  })
}

const MAX_NAMED = 40
const MAX_SHOWN = 80

interface PageQuery extends Pick<ResultQuery, 'offset' | 'limit'> {
  readonly form?: (row: unknown) => unknown
}

/** What stands around the rows. */
const FRAME = 40

function pageOf(
  all: readonly unknown[],
  { offset, limit, form = (row) => row }: PageQuery,
  maxTokens: number,
): RowsAnswer {
  const wanted = all.slice(offset, offset + limit)
  const rows: unknown[] = []
  let left = maxTokens - FRAME
  for (const row of wanted) {
    const formed = form(row)
    const tokens = jsonTokensWithin(`${JSON.stringify(formed)},`, Math.max(left, 1))
    if (tokens === undefined || tokens > left) break
    left -= tokens
    rows.push(formed)
  }
  const end = offset + rows.length
  const page = { total: all.length, offset, rows, next_offset: end < all.length ? end : null }
  if (rows.length > 0 || wanted.length === 0) return page
  const next = offset + 1 < all.length ? offset + 1 : null
  return { ...page, next_offset: next, too_large: tooLarge(form(wanted[0]), maxTokens - FRAME) }
}

/** What is no text is read as its JSON. */
function textAt(
  rows: readonly unknown[],
  { offset, field }: { readonly offset: number; readonly field: string },
  reader: RecordReader,
): string {
  const [value] = rows.length > offset ? reader.valuesAt(rows[offset], field) : []
  if (value !== undefined) return typeof value === 'string' ? value : JSON.stringify(value)
  const what = rows.length > offset ? 'The record does not have this field' : 'There is no such record'
  const message = `${what}: "text" reads one of ${rows.length} at "offset" ${offset}.`
  throw new SallyportError('invalid_params', message, {
    fix: 'Choose a record that has it with filter, sort and offset.',
    problems: [{ field: 'text', code: 'unknown', message }],
  })
}

function partOf(whole: string, start: number, maxTokens: number): TextAnswer {
  const text = textWithin(whole, start, maxTokens - FRAME)
  const end = start + text.length
  return { text, start, next_start: end < whole.length ? end : null, length: whole.length }
}
