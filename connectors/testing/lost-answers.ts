import type { Definition, Operation } from '@sallyport/definition'
import type { FaultRule } from '@sallyport/emulator'
import type { ErrorCode } from '@sallyport/errors'

/**
 * What makes it safe to send a call again whose answer was lost.
 * `none` means that nobody can tell whether it would happen twice.
 */
export type Safety = 'read' | 'key' | 'natural' | 'verify' | 'none'

/** The safety that a definition declares for an operation. */
export function safetyOf(definition: Definition, operation: Operation): Safety {
  if (operation.effect === 'read') return 'read'
  const isKeyed = operation.method === 'POST' || operation.method === 'PATCH'
  const ofAll = isKeyed && takesKey(definition.idempotency, operation) ? definition.idempotency : undefined
  const stated = operation.idempotency ?? ofAll
  if (stated === 'natural' || stated === 'none') return stated
  if (typeof stated === 'object') return 'verify' in stated ? 'verify' : 'key'
  return operation.method === 'PUT' || operation.method === 'DELETE' ? 'natural' : 'none'
}

/** A key in a parameter has a place only where there is one of that name. */
function takesKey(key: Definition['idempotency'], { params }: Operation): boolean {
  return key !== undefined && (!('param' in key) || Object.hasOwn(params.properties, key.param))
}

/** What a caller sees where the answer to one request was lost. */
export type AfterLoss =
  /** It ends with this error, after one request. */
  | { readonly is: 'failure'; readonly code: ErrorCode }
  /** The request is sent again, and the call ends well. */
  | { readonly is: 'success' }

/** The expectation for one lost answer. */
export function afterLoss(safety: Safety): AfterLoss {
  if (safety !== 'none') return { is: 'success' }
  return { is: 'failure', code: 'outcome_unknown' }
}

/** The code where the third party fails every time, without having done anything. */
export function afterTrouble(safety: Safety): ErrorCode {
  return safety === 'read' ? 'upstream_unavailable' : 'outcome_unknown'
}

/** Ways to lose the answer to a call that has been carried out. */
export const LOST_ANSWERS: readonly FaultRule[] = [
  { kind: 'server-error', committed: true },
  { kind: 'bad-gateway', committed: true },
  { kind: 'reset', at: 'headers', committed: true },
  { kind: 'reset', at: 'body', committed: true },
]

/** An answer that arrives whole, says success and cannot be read: the call was carried out. */
export const UNREADABLE_ANSWER: FaultRule = { kind: 'nonsense', as: 'html', committed: true }
