import { valueAt } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import { nameOf, type ResolvedCall } from './resolve/resolved-call.ts'

/** Scalars beside the records, such as a total, under the third party's own names. */
export type NativeMeta = Readonly<Record<string, string | number | boolean | null>>

/**
 * Takes the record or records out of an answer. A write may be answered with nothing.
 *
 * @throws SallyportError `projection_failed` when they are not where the definition says: our fault;
 * `upstream_not_found` for the null of GraphQL; `upstream_malformed` when a read is answered with nothing.
 */
export function takeRecords(call: ResolvedCall, body: unknown): { data: unknown; meta: NativeMeta } {
  const { operation } = call
  if (body === undefined || body === null) {
    if (operation.effect !== 'read') return { data: null, meta: {} }
    throw new SallyportError('upstream_malformed', `${nameOf(call)}: the answer is empty.`)
  }
  const found = operation.records === undefined ? body : valueAt(body, operation.records)
  const data = operation.decode === 'xml' && operation.page !== undefined ? listIn(body, call, found) : found
  // spec.graphql.org, "Handling Execution Errors": what is not there is null.
  if (data === null && operation.graphql && operation.effect === 'read') throw notFound(call)
  const fits = operation.page === undefined ? isRecord(data) : Array.isArray(data)
  if (!fits) throw misplaced(call)
  return { data, meta: operation.records === undefined ? {} : scalarsOf(body) }
}

/** XML has no lists: one record stands alone, and none is nowhere, below something that is there. */
function listIn(body: unknown, { operation: { records = '' } }: ResolvedCall, found: unknown): unknown {
  if (found !== undefined) return [found].flat()
  const around = valueAt(body, records.split('.').slice(0, -1).join('.'))
  return around === undefined ? undefined : []
}

function notFound(call: ResolvedCall): SallyportError {
  return new SallyportError(
    'upstream_not_found',
    `${nameOf(call)}: ${call.definition.title} has no such thing.`,
    {
      fix: 'Check the ids and names in the parameters, and that the credential can see them.',
    },
  )
}

function misplaced(call: ResolvedCall): SallyportError {
  const { page, records } = call.operation
  const wanted = `${page === undefined ? 'one record' : 'a list'}${records ? ` at "${records}"` : ''}`
  return new SallyportError('projection_failed', `${nameOf(call)}: the answer does not have ${wanted}.`, {
    fix: `The definition of ${call.definition.title} is wrong here. Please report it with the request id.`,
  })
}

function scalarsOf(body: unknown): NativeMeta {
  if (!isRecord(body)) return {}
  const entries = Object.entries(body).filter(([, value]) => value === null || typeof value !== 'object')
  return Object.fromEntries(entries)
}

function isRecord(value: unknown): value is NativeMeta {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
