import { SallyportError } from '@sallyport/errors'
import { grouped } from './aggregate.ts'
import { countTokens, tokensWithin } from './count-tokens.ts'
import { selectFields, valueAt } from './fields.ts'
import { fieldsOf } from './fields-of.ts'
import { hasField, requireFields } from './known-fields.ts'
import { matcher } from './match.ts'
import { RecordReader } from './record-reader.ts'
import type { ResultQuery } from './result-query.ts'
import { byName, byPath, sortRows } from './sort-rows.ts'

/** Rows of a kept result, as a model reads them. */
export interface RowsAnswer {
  /** Rows that fit the query, whatever the page. */
  readonly total: number
  readonly offset: number
  readonly rows: readonly unknown[]
  /** Where the next rows begin; null after the last. The budget may end a page before its limit. */
  readonly next_offset: number | null
  /** Values that were no numbers, by measure. */
  readonly skipped?: Readonly<Record<string, number>>
  /** The first row, where it alone is over the budget: the characters of its fields. */
  readonly too_large?: { readonly fields: Readonly<Record<string, number>>; readonly how: string }
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
  if (query.text !== undefined)
    return textOf(textAt(found[query.offset], query.text.field, reader), query.text.start, maxTokens)
  if (query.aggregate !== undefined) {
    const { rows, skipped } = grouped(found, query.aggregate, reader)
    const more = Object.keys(skipped).length > 0 ? { skipped } : {}
    return { ...pageOf(sortRows(rows, query.sort, byName), query, maxTokens), ...more }
  }
  const rows = sortRows(found, query.sort, byPath(reader))
  const { select } = query
  const form = select.length === 0 ? (row: unknown) => row : (row: unknown) => selectFields(row, select)
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
    const tokens = tokensWithin(`${JSON.stringify(formed)},`, Math.max(left, 1))
    if (tokens === undefined || tokens > left) break
    left -= tokens
    rows.push(formed)
  }
  const end = offset + rows.length
  const page = { total: all.length, offset, rows, next_offset: end < all.length ? end : null }
  if (rows.length > 0 || wanted.length === 0) return page
  const next = offset + 1 < all.length ? offset + 1 : null
  return { ...page, next_offset: next, too_large: sizesOf(form(wanted[0]), maxTokens - FRAME) }
}

const TOO_LARGE =
  'This row alone is over the budget. Name fields in select, enter a list with from, or read a text with text.'

function sizesOf(row: unknown, maxTokens: number): NonNullable<RowsAnswer['too_large']> {
  const reader = new RecordReader()
  const sizes = fieldsOf([row])
    .fields.map(({ path }): [string, number] => [path, JSON.stringify(reader.valuesAt(row, path)).length - 2])
    .toSorted(([, a], [, b]) => b - a)
  let shown = sizes.slice(0, MAX_NAMED)
  const answer = () => ({ fields: Object.fromEntries(shown), how: TOO_LARGE })
  while (shown.length > 0 && countTokens(JSON.stringify(answer())) > maxTokens) {
    shown = shown.slice(0, Math.floor(shown.length / 2))
  }
  return answer()
}

function textAt(record: unknown, field: string, reader: RecordReader): string {
  const [value] = reader.valuesAt(record, field)
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}

/** As much of a text as fits; what it costs in JSON counts, where quotes and line ends cost more. */
function textOf(whole: string, start: number, maxTokens: number): TextAnswer {
  const room = maxTokens - FRAME
  // A token is often four characters; halved until it fits.
  let length = Math.min(whole.length - start, room * MOST_PER_TOKEN)
  let text = piece(whole, start, length)
  while (length > 1 && tokensWithin(JSON.stringify(text), room) === undefined) {
    length = Math.floor(length * LESS)
    text = piece(whole, start, length)
  }
  const end = start + text.length
  return { text, start, next_start: end < whole.length ? end : null, length: whole.length }
}

const MOST_PER_TOKEN = 8
const LESS = 0.8

/** Whole characters. */
function piece(whole: string, start: number, length: number): string {
  const text = whole.slice(start, start + Math.max(0, length))
  return text.isWellFormed() || text.length < 2 ? text : text.slice(0, -1)
}
