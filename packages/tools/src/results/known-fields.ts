import { type Problem, SallyportError } from '@sallyport/errors'
import { rowNames } from './aggregate.ts'
import { fieldsOf } from './fields-of.ts'
import type { RecordReader } from './record-reader.ts'
import type { ResultQuery } from './result-query.ts'

/** Fields that an answer names. */
const MAX_NAMED = 40
const MAX_SHOWN = 80

/**
 * Sees to it that every field of a query is in some record: a misspelt one would quietly find nothing.
 *
 * @throws SallyportError `invalid_params` with every field that is not there, naming those that are.
 */
export function requireFields(records: readonly unknown[], query: ResultQuery, reader: RecordReader): void {
  requireRowNames(query)
  if (records.length === 0) return
  const unknown = namedIn(query).filter(({ path }) => !hasField(records, path, reader))
  if (unknown.length === 0) return
  const known = fieldsOf(records).fields.map(({ path }) => path)
  const allowed = known.slice(0, MAX_NAMED)
  const problems = unknown.map(({ field, path }): Problem => {
    const message = `No record has the field ${JSON.stringify(path.slice(0, MAX_SHOWN))}.`
    return { field, code: 'unknown', message, details: { allowed } }
  })
  const more = known.length - allowed.length
  const fix = `There are: ${allowed.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`
  throw new SallyportError('invalid_params', problems.map(({ message }) => message).join(' '), {
    fix,
    problems,
  })
}

/** Groups are sorted by what their rows have. */
function requireRowNames({ sort, aggregate }: ResultQuery): void {
  if (aggregate === undefined) return
  const allowed = rowNames(aggregate)
  const problems = sort.flatMap(({ field }, index): Problem[] => {
    if (allowed.includes(field)) return []
    const message = `Groups have no ${JSON.stringify(field.slice(0, MAX_SHOWN))} to be sorted by.`
    return [{ field: `sort.${index}`, code: 'unknown', message, details: { allowed } }]
  })
  if (problems.length === 0) return
  throw new SallyportError('invalid_params', problems.map(({ message }) => message).join(' '), {
    fix: `They have: ${allowed.map((name) => name.slice(0, MAX_SHOWN)).join(', ')}.`,
    problems,
  })
}

export function hasField(records: readonly unknown[], path: string, reader: RecordReader): boolean {
  return records.some((record) => reader.valuesAt(record, path).length > 0)
}

interface NamedField {
  /** Where in the query. */
  readonly field: string
  readonly path: string
}

function namedIn({ filter, sort, select, aggregate, text }: ResultQuery): NamedField[] {
  const at = (place: string, paths: readonly string[]): NamedField[] =>
    paths.map((path, index) => ({ field: `${place}.${index}`, path }))
  const measured = aggregate?.measures.flatMap(({ field }) => field ?? []) ?? []
  return [
    // Whether it is there is what these ask.
    ...at(
      'filter',
      filter.filter(({ op }) => op !== 'exists').map(({ field }) => field),
    ),
    ...(aggregate === undefined
      ? at(
          'sort',
          sort.map(({ field }) => field),
        )
      : []),
    ...at('select', select),
    ...at('group_by', aggregate?.groupBy ?? []),
    ...at('measures', measured),
    ...at('text', text === undefined ? [] : [text.field]),
  ]
}
