import { type Problem, SallyportError } from '@sallyport/errors'
import { isObject, MAX_PARTS } from './fields.ts'
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

/**
 * Reads a query as a model or a program gives it. Null is as good as left out.
 *
 * @throws SallyportError `invalid_params` with every problem.
 */
export function readQuery(input: unknown): ResultQuery {
  const reader = new Reader()
  const given = reader.object('', input)
  const query: ResultQuery = {
    from: given.from == null ? undefined : reader.path('from', given.from),
    filter: reader
      .list('filter', given.filter, QUERY_LIMITS.conditions)
      .map((one, at) => reader.condition(`filter.${at}`, one)),
    sort: reader
      .list('sort', given.sort, QUERY_LIMITS.sortKeys)
      .map((one, at) => reader.sortKey(`sort.${at}`, one)),
    select: reader.paths('select', given.select, QUERY_LIMITS.fields),
    offset: reader.count('offset', given.offset, { least: 0, most: QUERY_LIMITS.offset, otherwise: 0 }),
    limit: reader.count('limit', given.limit, {
      least: 1,
      most: QUERY_LIMITS.limit,
      otherwise: DEFAULT_LIMIT,
    }),
    aggregate: given.aggregate == null ? undefined : reader.aggregate(given.aggregate),
    text: given.text == null ? undefined : reader.text(given.text),
  }
  if (reader.problems.length === 0) return query
  throw new SallyportError('invalid_params', reader.problems.map(({ message }) => message).join(' '), {
    problems: reader.problems,
  })
}

interface Bounds {
  readonly least: number
  readonly most: number
  readonly otherwise: number
}

/** Problems that are told of one query. */
const MAX_PROBLEMS = 20

/** Reads values, and remembers what is wrong with them. */
class Reader {
  readonly problems: Problem[] = []

  #wrong(field: string, message: string, code = 'type'): void {
    if (this.problems.length < MAX_PROBLEMS)
      this.problems.push({ field: field || null, code, message: `${field || 'The query'} ${message}.` })
  }

  object(field: string, value: unknown): Readonly<Record<string, unknown>> {
    if (isObject(value)) return value
    this.#wrong(field, 'is to be an object')
    return {}
  }

  list(field: string, value: unknown, most: number): readonly unknown[] {
    if (value == null) return []
    if (!Array.isArray(value)) this.#wrong(field, 'is to be a list')
    else if (value.length > most) this.#wrong(field, `has more than ${most} items`, 'bounds')
    else return value
    return []
  }

  path(field: string, value: unknown): string {
    if (typeof value !== 'string') this.#wrong(field, 'is to be the path of a field')
    else if (value.length > QUERY_LIMITS.path || value.split('.').length > MAX_PARTS)
      this.#wrong(field, 'is too long', 'bounds')
    else return value
    return ''
  }

  paths(field: string, value: unknown, most: number): string[] {
    return this.list(field, value, most).map((one, at) => this.path(`${field}.${at}`, one))
  }

  count(field: string, value: unknown, { least, most, otherwise }: Bounds): number {
    if (value == null) return otherwise
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value
    this.#wrong(field, `is to be a whole number from ${least} to ${most}`, 'bounds')
    return otherwise
  }

  condition(field: string, value: unknown): Condition {
    const given = this.object(field, value)
    const op = this.#oneOf(`${field}.op`, given.op, OPERATORS)
    const wanted = this.#value(`${field}.value`, given.value)
    if (op === 'in' && !Array.isArray(wanted)) this.#wrong(`${field}.value`, 'is to be a list for "in"')
    if (op !== 'in' && Array.isArray(wanted))
      this.#wrong(`${field}.value`, 'is a list, which only "in" takes')
    if (op === 'exists' && wanted !== null && typeof wanted !== 'boolean')
      this.#wrong(`${field}.value`, 'is to be true or false for "exists"')
    return {
      field: this.path(`${field}.field`, given.field),
      op,
      value: op === 'exists' ? (wanted ?? true) : wanted,
    }
  }

  sortKey(field: string, value: unknown): SortKey {
    const given = this.object(field, value)
    const order =
      given.order == null ? 'asc' : this.#oneOf(`${field}.order`, given.order, ['asc', 'desc'] as const)
    return { field: this.path(`${field}.field`, given.field), order }
  }

  aggregate(value: unknown): Aggregate {
    const given = this.object('aggregate', value)
    const measures = this.list('aggregate.measures', given.measures, QUERY_LIMITS.measures)
    return {
      groupBy: this.paths('aggregate.group_by', given.group_by, QUERY_LIMITS.groups),
      measures: measures.map((one, at) => this.#measure(`aggregate.measures.${at}`, one)),
    }
  }

  text(value: unknown): { readonly field: string; readonly start: number } {
    const given = this.object('text', value)
    const bounds = { least: 0, most: QUERY_LIMITS.offset, otherwise: 0 }
    return {
      field: this.path('text.field', given.field ?? ''),
      start: this.count('text.start', given.start, bounds),
    }
  }

  #measure(field: string, value: unknown): Measure {
    const given = this.object(field, value)
    const op = this.#oneOf(`${field}.op`, given.op, MEASURES)
    if (given.field != null) return { op, field: this.path(`${field}.field`, given.field) }
    if (op !== 'count') this.#wrong(`${field}.field`, `is needed for "${op}"`, 'missing')
    return { op }
  }

  #oneOf<T extends string>(field: string, value: unknown, known: readonly [T, ...T[]]): T {
    const found = known.find((one) => one === value)
    if (found === undefined) this.#wrong(field, `is to be one of: ${known.join(', ')}`, 'enum')
    return found ?? known[0]
  }

  #value(field: string, value: unknown): Scalar | readonly Scalar[] {
    if (!Array.isArray(value)) return this.#scalar(field, value)
    return this.list(field, value, QUERY_LIMITS.values).map((one, at) => this.#scalar(`${field}.${at}`, one))
  }

  #scalar(field: string, value: unknown): Scalar {
    if (value === undefined || value === null) return null
    if (typeof value === 'boolean' || typeof value === 'number') return value
    if (typeof value !== 'string') this.#wrong(field, 'is to be a text, a number, true, false or null')
    else if (value.length > QUERY_LIMITS.text) this.#wrong(field, 'is too long', 'bounds')
    else return value
    return null
  }
}
