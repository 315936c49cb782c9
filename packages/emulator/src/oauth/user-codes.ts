import type { JsonObject } from '../json.ts'
import type { TokenNames } from './token-names.ts'
import type { TokenStore } from './token-store.ts'

/** RFC 8628, 6.1: letters that are told apart and make no words. */
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ'
const LENGTH = 8

/**
 * The answer to a device with a code of the seed for its user to type: the provider draws one by chance, and
 * cannot be told otherwise.
 */
export function withSeededUserCode(
  members: JsonObject,
  { store, names }: { readonly store: TokenStore; readonly names: TokenNames },
): JsonObject {
  const letters = [...Buffer.from(names.next('user code'), 'base64url').subarray(0, LENGTH)]
    .map((byte) => LETTERS[byte % LETTERS.length])
    .join('')
  store.model('DeviceCode').giveUserCode(String(members.device_code), letters)
  const code = `${letters.slice(0, LENGTH / 2)}-${letters.slice(LENGTH / 2)}`
  const complete = String(members.verification_uri_complete).replace(String(members.user_code), code)
  return { ...members, user_code: code, verification_uri_complete: complete }
}
