import { SallyportError } from '@sallyport/errors'
import { nameOf, type ResolvedCall } from './resolve/resolved-call.ts'

/**
 * What a failed call means for its caller. A read that failed changed nothing. A write that failed on
 * the way back may have happened: that is said with a status which no client repeats by itself.
 *
 * @param answered The status of the third party, where its answer arrived whole.
 */
export function outcomeOf(call: ResolvedCall, error: unknown, answered?: number): unknown {
  if (!SallyportError.isInstance(error)) return error
  if (call.operation.effect === 'read') return error.sideEffect === 'none' ? error : harmless(error)
  if (answered === undefined ? error.sideEffect === 'none' : isRefusal(answered, error)) return error

  // Where an answer broke off its status proves nothing: it may have been sent before the work was done.
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

/** Whether a status says that nothing was done, as the rules of the definition see it. */
function isRefusal(status: number, { code }: SallyportError): boolean {
  // RFC 9110 15.4: these two ask for the same request elsewhere; the others may follow one that was carried out.
  if (status < 400) return status === 307 || status === 308
  return code !== 'upstream_unavailable'
}

/** The same failure, where it is certain that it changed nothing. */
export function harmless(error: SallyportError): SallyportError {
  const { code, message, fix, retryAt, upstream } = error
  return new SallyportError(code, message, {
    sideEffect: 'none',
    cause: error.cause,
    ...(fix && { fix }),
    ...(retryAt && { retryAt }),
    ...(upstream && { upstream }),
  })
}
