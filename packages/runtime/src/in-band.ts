import { valueAt } from '@sallyport/definition'
import type { ResolvedCall } from './resolve/resolved-call.ts'

/** What an answer with a status of success says of itself: it is one, a failure, or has a part of what was asked. */
export type InBand = 'success' | 'failure' | 'partial'

/** GraphQL may answer with data and errors at once: spec.graphql.org, "Response", "Errors". */
export function inBandResult({ definition, operation }: ResolvedCall, body: unknown): InBand {
  const { inBand } = definition.errors
  if (!inBand || !isTold(valueAt(body, inBand.at), inBand.is)) return 'success'
  const has = operation.graphql !== undefined && valueAt(body, operation.records ?? 'data')
  return has === undefined || has === null || has === false ? 'failure' : 'partial'
}

function isTold(value: unknown, is: string | number | boolean | undefined): boolean {
  if (is !== undefined) return value === is
  return (
    value !== undefined && value !== null && value !== false && !(Array.isArray(value) && value.length === 0)
  )
}
