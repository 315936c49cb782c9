import { SallyportError } from '@sallyport/errors'
import { nameOf, type ResolvedCall } from './resolve/resolved-call.ts'

/** Failures of the third party after which nobody knows what a write has done. */
const UNCERTAIN = new Set([
  'upstream_unavailable',
  'upstream_timeout',
  'upstream_malformed',
  'upstream_too_large',
])

/**
 * What a failed call means for its caller. A read that failed changed nothing. A write that failed on
 * the way back may have happened: that is said with a status which no client repeats by itself.
 *
 * @param answered The status of the third party, where it answered at all.
 */
export function outcomeOf(call: ResolvedCall, error: unknown, answered?: number): unknown {
  if (!SallyportError.isInstance(error) || error.family !== 'upstream') return error
  if (call.operation.effect === 'read') return error.sideEffect === 'none' ? error : harmless(error)
  const sent = answered !== undefined || error.sideEffect !== 'none'
  if (!sent || !UNCERTAIN.has(error.code)) return error

  const done = answered !== undefined && answered < 300
  const what = done
    ? 'was carried out, and its answer cannot be read'
    : 'may or may not have been carried out'
  return new SallyportError('outcome_unknown', `${nameOf(call)} ${what}. ${error.message}`, {
    sideEffect: done ? 'done' : 'unknown',
    fix: 'Look at the third party whether it happened before doing it again.',
    cause: error,
    ...(error.upstream && { upstream: error.upstream }),
  })
}

function harmless(error: SallyportError): SallyportError {
  const { code, message, fix, retryAt, upstream } = error
  return new SallyportError(code, message, {
    sideEffect: 'none',
    cause: error.cause,
    ...(fix && { fix }),
    ...(retryAt && { retryAt }),
    ...(upstream && { upstream }),
  })
}
