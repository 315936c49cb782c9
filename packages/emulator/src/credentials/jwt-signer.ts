import { createPublicKey, createSecretKey, type KeyObject } from 'node:crypto'
import { isObject, parseJson } from '../json.ts'
import type { AcceptedIssuer } from './accepted-credential.ts'

/** A key whose JWTs are accepted. */
export interface JwtSigner {
  readonly key: KeyObject
  readonly algorithms: readonly string[] | undefined
  readonly scopes: readonly string[] | undefined
}

// RFC 7518, 3.3 and 3.5: "A key of size 2048 bits or larger MUST be used".
const RSA_BITS = 2048

/** Throws a `TypeError` that names the place of a key that cannot be used, and not the key. */
export function jwtSigner(accepted: AcceptedIssuer, place: number): JwtSigner {
  const key = readKey(accepted.key)
  if (!key) throw new TypeError(`The key of the issuer at place ${place} is neither PEM nor a JWK.`)
  const bits = key.asymmetricKeyDetails?.modulusLength
  if (bits !== undefined && bits < RSA_BITS) {
    throw new TypeError(`The RSA key of the issuer at place ${place} has under ${RSA_BITS} bits.`)
  }
  return { key, algorithms: accepted.algorithms, scopes: accepted.scopes }
}

function readKey(key: string | KeyObject): KeyObject | undefined {
  try {
    if (typeof key === 'string') return key.trimStart().startsWith('{') ? jwkKey(key) : createPublicKey(key)
    return key.type === 'private' ? createPublicKey(key) : key
  } catch {
    // What OpenSSL and the parser throw may quote the key.
    return undefined
  }
}

function jwkKey(text: string): KeyObject | undefined {
  const jwk = parseJson(text)
  if (!isObject(jwk)) return undefined
  if (jwk.kty !== 'oct') return createPublicKey({ key: { ...jwk }, format: 'jwk' })
  return typeof jwk.k === 'string' && jwk.k ? createSecretKey(jwk.k, 'base64url') : undefined
}
