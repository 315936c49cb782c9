import { givenJson } from '../schema/given-json.ts'
import {
  type Aggregate,
  type Condition,
  DEFAULT_LIMIT,
  MEASURES,
  type Measure,
  OPERATORS,
  QUERY_LIMITS,
  type ResultQuery,
  type Scalar,
  type SortKey,
} from './result-query.ts'
import { ValueReader } from './value-reader.ts'

/**
 * Reads a query as a model or a program gives it. Null is as good as left out.
 *
 * @throws SallyportError `invalid_params` with every problem.
 */
export function readQuery(input: unknown): ResultQuery {
  const reader = new ValueReader()
  const given = reader.object('', input)
  const { conditions, sortKeys, fields, offset, limit } = QUERY_LIMITS
  const query: ResultQuery = {
    // Strict modes let nothing be left out, and some models write an empty text for it.
    from: given.from == null || given.from === '' ? undefined : reader.path('from', given.from),
    filter: reader.list('filter', given.filter, {
      most: conditions,
      read: (at, one) => condition(reader, at, one),
    }),
    sort: reader.list('sort', given.sort, {
      most: sortKeys,
      read: (at, one) => sortKey(reader.path(at, one)),
    }),
    select: reader.paths('select', given.select, fields),
    offset: reader.count('offset', given.offset, { least: 0, most: offset, otherwise: 0 }),
    limit: reader.count('limit', given.limit, { least: 1, most: limit, otherwise: DEFAULT_LIMIT }),
    aggregate: aggregate(reader, given),
    text: textPlace(reader, given),
  }
  if (query.text !== undefined && query.aggregate !== undefined)
    reader.wrong('text', 'cannot be read of groups: leave out group_by and measures', 'conflict')
  reader.names('', given, NAMES)
  reader.done()
  return query
}

const NAMES = [
  'from',
  'filter',
  'sort',
  'select',
  'offset',
  'limit',
  'group_by',
  'measures',
  'text',
  'text_start',
]

type Given = Readonly<Record<string, unknown>>

/** `-amount`: the largest first. */
function sortKey(text: string): SortKey {
  return text.startsWith('-') ? { field: text.slice(1), order: 'desc' } : { field: text, order: 'asc' }
}

function condition(reader: ValueReader, at: string, value: unknown): Condition {
  const given = reader.object(at, value)
  reader.names(at, given, ['field', 'op', 'value'])
  const op = reader.oneOf(`${at}.op`, given.op, OPERATORS)
  const field = reader.path(`${at}.field`, given.field)
  if (op === 'in') return { field, op, value: values(reader, `${at}.value`, given.value) }
  const wanted = scalar(reader, `${at}.value`, given.value)
  if (op !== 'exists') return { field, op, value: wanted }
  const there = wanted === 'false' ? false : (wanted ?? true)
  return { field, op, value: there !== false }
}

/** A list, a text that says one: `["a","b"]`, or `a,b`; or one number, as strict modes let a model write no list. */
function values(reader: ValueReader, at: string, value: unknown): readonly Scalar[] {
  const said = typeof value === 'string' ? saidIn(value) : value
  const isOne = typeof said === 'number' || typeof said === 'boolean'
  return reader.list(at, isOne ? [said] : said, {
    most: QUERY_LIMITS.values,
    read: (place, one) => scalar(reader, place, one),
  })
}

function saidIn(text: string): unknown {
  const read = text.trimStart().startsWith('[') ? givenJson(text) : undefined
  return read ?? text.split(',').map((part) => part.trim())
}

function scalar(reader: ValueReader, at: string, value: unknown): Scalar {
  if (value === undefined || value === null) return null
  if (typeof value === 'boolean' || typeof value === 'number') return value
  if (typeof value !== 'string') reader.wrong(at, 'is to be a text, a number, true, false or null')
  else if (value.length > QUERY_LIMITS.text) reader.wrong(at, 'is too long', 'bounds')
  else return value
  return null
}

function aggregate(reader: ValueReader, { group_by, measures }: Given): Aggregate | undefined {
  const groupBy = reader.paths('group_by', group_by, QUERY_LIMITS.groups)
  const read = (at: string, one: unknown) => measure(reader, at, one)
  const measured = reader.list('measures', measures, { most: QUERY_LIMITS.measures, read })
  return groupBy.length === 0 && measured.length === 0 ? undefined : { groupBy, measures: measured }
}

const MEASURE = new RegExp(`^(${MEASURES.join('|')})(?:\\((.*)\\))?$`)

/** `sum(amount)`; of `count` the field may be left out. */
function measure(reader: ValueReader, at: string, value: unknown): Measure {
  const [, name, field] = MEASURE.exec(typeof value === 'string' ? value : '') ?? []
  const op = MEASURES.find((one) => one === name)
  if (op === undefined || (field === undefined && op !== 'count')) {
    reader.wrong(at, `is to be "count", or a field in ${MEASURES.join('(), ')}()`, 'enum')
    return { op: 'count' }
  }
  return field === undefined ? { op } : { op, field: reader.path(at, field) }
}

function textPlace(reader: ValueReader, { text, text_start }: Given): ResultQuery['text'] {
  if (text == null) return undefined
  const start = reader.count('text_start', text_start, { least: 0, most: QUERY_LIMITS.offset, otherwise: 0 })
  return { field: reader.path('text', text), start }
}
