import { SallyportError } from '@sallyport/errors'
import { nameOf, type ResolvedCall } from './resolve/resolved-call.ts'
import { valueAt } from './value-at.ts'

/** Scalars beside the records, such as a total, under the third party's own names. */
export type NativeMeta = Readonly<Record<string, string | number | boolean | null>>

/**
 * Takes the record or records out of an answer.
 *
 * @throws SallyportError `projection_failed` when they are not where the definition says: our fault.
 */
export function takeRecords(call: ResolvedCall, body: unknown): { data: unknown; meta: NativeMeta } {
  const { operation } = call
  const data = operation.records === undefined ? body : valueAt(body, operation.records)
  const fits = operation.page === undefined ? isRecord(data) || body === undefined : Array.isArray(data)
  if (!fits) {
    const where = operation.records ? ` at "${operation.records}"` : ''
    const wanted = operation.page === undefined ? 'one record' : 'a list'
    throw new SallyportError('projection_failed', `${nameOf(call)}: the answer has not ${wanted}${where}.`, {
      fix: `The definition of ${call.definition.title} is wrong here. Please report it with the request id.`,
    })
  }
  return { data: data ?? null, meta: operation.records === undefined ? {} : scalarsOf(body) }
}

function scalarsOf(body: unknown): NativeMeta {
  if (!isRecord(body)) return {}
  const entries = Object.entries(body).filter(([, value]) => value === null || typeof value !== 'object')
  return Object.fromEntries(entries)
}

function isRecord(value: unknown): value is NativeMeta {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
