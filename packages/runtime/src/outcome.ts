import { SallyportError, type SideEffect } from '@sallyport/errors'
import type { FailedAttempt } from './attempts/failed-attempt.ts'
import { idempotencyOf } from './attempts/safety.ts'
import { nameOf, type ResolvedCall } from './resolve/resolved-call.ts'

/**
 * What a failed attempt may have changed. A read changes nothing.
 *
 * @param answered The status of the third party, where its answer arrived whole.
 */
export function effectOf(call: ResolvedCall, error: SallyportError, answered?: number): SideEffect {
  if (call.operation.effect === 'read') return 'none'
  // Where an answer broke off its status proves nothing: it may have been sent before the work was done.
  if (answered === undefined) return error.sideEffect
  if (answered < 300) return 'done'
  return isRefusal(answered, error) ? 'none' : 'unknown'
}

/** Whether a status says that nothing was done, as the rules of the definition see it. */
function isRefusal(status: number, { code }: SallyportError): boolean {
  // RFC 9110 15.4: these two ask for the same request elsewhere; the others may follow one that was carried out.
  if (status < 400) return status === 307 || status === 308
  return code !== 'upstream_unavailable'
}

/**
 * What a failed call means for its caller. A write that may have happened is said to, with a status which no
 * client repeats by itself.
 */
export function outcomeOf(call: ResolvedCall, { error, effect }: FailedAttempt): SallyportError {
  if (effect === 'none') return error.sideEffect === 'none' ? error : harmless(error)
  const done = effect === 'done'
  const what = done
    ? 'was carried out, and its answer cannot be read'
    : 'may or may not have been carried out'
  return new SallyportError('outcome_unknown', `${nameOf(call)} ${what}. ${error.message}`, {
    sideEffect: effect,
    fix: `Look ${whereToLook(call)} whether it happened before doing it again.`,
    cause: error,
    ...(error.upstream && { upstream: error.upstream }),
  })
}

/** The same of a request that is not repeated, as it was thrown; what is not ours is told as it is. */
export function outcomeOfRequest(call: ResolvedCall, error: unknown, answered?: number): unknown {
  if (!SallyportError.isInstance(error)) return error
  return outcomeOf(call, { error, effect: effectOf(call, error, answered) })
}

/** With the operation that proves it, or one that shows records of the same kind. */
function whereToLook(call: ResolvedCall): string {
  const { entity, definition } = call
  const stated = idempotencyOf(call)
  const actions = definition.entities[entity]?.actions ?? {}
  const proof = typeof stated === 'object' && 'verify' in stated ? stated.verify : undefined
  const action = [proof ?? 'get', 'get', 'list'].find((name) => {
    const operation = Object.hasOwn(actions, name) ? actions[name] : undefined
    if (operation?.effect !== 'read') return false
    const needs = operation.params.required ?? []
    return name === proof || name === 'list' || needs.every((param) => param in call.params)
  })
  return action === undefined ? 'at the third party' : `with ${entity}.${action}`
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
