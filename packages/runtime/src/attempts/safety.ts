import type { Idempotency } from '@sallyport/definition'
import type { SallyportError, SideEffect } from '@sallyport/errors'
import type { ResolvedCall } from '../resolve/resolved-call.ts'

/** What makes it safe to send a call again whose answer was lost; `none` where nothing does. */
export type Safety = 'read' | 'key' | 'natural' | 'verify' | 'none'

/** What a definition says of repeating, whatever the parameters of a call are. */
type Stated = Pick<ResolvedCall, 'definition' | 'operation'>

export function safetyOf(call: Stated): Safety {
  if (call.operation.effect === 'read') return 'read'
  const stated = idempotencyOf(call)
  if (typeof stated === 'string') return stated
  return 'verify' in stated ? 'verify' : 'key'
}

/** What a write says of being repeated, or what its definition or its method says for it. */
export function idempotencyOf({ definition, operation }: Stated): Idempotency {
  const { method, idempotency, params } = operation
  if (idempotency !== undefined) return idempotency
  if (method === 'POST' || method === 'PATCH') {
    const { idempotency: key = 'none' } = definition
    // Without the parameter there is no place for a key.
    if (typeof key === 'object' && 'param' in key && !(key.param in params.properties)) return 'none'
    return key
  }
  // RFC 9110 9.2.2.
  return method === 'PUT' || method === 'DELETE' ? 'natural' : 'none'
}

/**
 * Whether a call that failed may be sent again, and that could help.
 *
 * @param effect What all attempts so far may have changed.
 */
export function mayRepeat(safety: Safety, error: SallyportError, effect: SideEffect): boolean {
  // Of our own failures none is mended by asking the third party again.
  if (!error.retryable || error.family !== 'upstream') return false
  return effect === 'none' || safety === 'read' || safety === 'key' || safety === 'natural'
}
