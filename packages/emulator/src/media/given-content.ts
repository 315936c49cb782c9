import { asObject, type Json } from '../json.ts'
import type { Content } from '../receive/checked-request.ts'

/**
 * The file that a download gives: what was uploaded, else the `text` or `base64` of the operation's `content`.
 * Its `type` counts in any case. `undefined` where there is neither.
 */
export function givenContent(kept: Content | undefined, given: Json | undefined): Content | undefined {
  const { type, text, base64 } = asObject(given)
  const bytes = kept?.bytes ?? bytesOf(text, base64)
  if (bytes === undefined) return undefined
  return {
    name: undefined,
    filename: undefined,
    type: typeof type === 'string' ? type : (kept?.type ?? 'application/octet-stream'),
    bytes,
  }
}

function bytesOf(text: Json | undefined, base64: Json | undefined): Buffer | undefined {
  if (typeof text === 'string') return Buffer.from(text)
  return typeof base64 === 'string' ? Buffer.from(base64, 'base64') : undefined
}
