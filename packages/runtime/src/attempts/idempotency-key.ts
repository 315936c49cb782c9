import { hash } from 'node:crypto'
import type { ResolvedCall } from '../resolve/resolved-call.ts'
import { idempotencyOf } from './safety.ts'

/** The call with a key of ours in the parameter that takes one, where its caller gave none. */
export function withKeyParam(call: ResolvedCall, callId: string): ResolvedCall {
  const stated = call.operation.effect === 'read' ? 'none' : idempotencyOf(call)
  if (typeof stated === 'string' || !('param' in stated)) return call
  if (call.params[stated.param] !== undefined) return call
  return { ...call, params: { ...call.params, [stated.param]: uuidOf(callId) } }
}

/** The header by which a third party knows a repeated write. A read changes nothing, however often it is asked. */
export function keyHeader(call: ResolvedCall, callId: string): Readonly<Record<string, string>> {
  const stated = call.operation.effect === 'read' ? 'none' : idempotencyOf(call)
  return typeof stated === 'string' || !('header' in stated) ? {} : { [stated.header]: callId }
}

/** RFC 9562 5.4: third parties that take a UUID expect version 4. */
const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i

/** The id itself where it is a UUID of version 4, else one that is always the same for it. */
function uuidOf(callId: string): string {
  if (UUID_V4.test(callId)) return callId
  const digits = hash('sha256', callId)
  const variant = '89ab'[Number.parseInt(digits.charAt(16), 16) % 4]
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join('-')
}
