import { constants, createHmac, type KeyObject, verify } from 'node:crypto'
import type { JwtToken } from './jwt-token.ts'

interface Algorithm {
  /** `asymmetricKeyType` of the keys that it takes, or `secret`. */
  readonly keys: readonly string[]
  readonly curve?: string
  readonly verifies: (signed: Buffer, signature: Buffer, key: KeyObject) => boolean
}

const { RSA_PKCS1_PSS_PADDING: padding, RSA_PSS_SALTLEN_DIGEST: saltLength } = constants

/** RFC 7518, 3.1, RFC 8037, 3.1 and RFC 9864, 2.2. There is no `none`. */
const ALGORITHMS: ReadonlyMap<string, Algorithm> = new Map<string, Algorithm>([
  ...([256, 384, 512] as const).flatMap((bits): (readonly [string, Algorithm])[] => [
    [`HS${bits}`, hmac(`sha${bits}`)],
    [`RS${bits}`, rsa(`sha${bits}`)],
    [`PS${bits}`, rsaPss(`sha${bits}`)],
  ]),
  ['ES256', ecdsa('sha256', 'prime256v1')],
  ['ES384', ecdsa('sha384', 'secp384r1')],
  ['ES512', ecdsa('sha512', 'secp521r1')],
  ['EdDSA', edwards(['ed25519', 'ed448'])],
  ['Ed25519', edwards(['ed25519'])],
])

/** Whether a key may be used with an algorithm: never a public key as the secret of an HMAC. */
export function fits(name: string, key: KeyObject): boolean {
  const algorithm = ALGORITHMS.get(name)
  if (!algorithm) return false
  if (!algorithm.keys.includes(key.type === 'secret' ? 'secret' : (key.asymmetricKeyType ?? ''))) return false
  return algorithm.curve === undefined || key.asymmetricKeyDetails?.namedCurve === algorithm.curve
}

/** Whether the signature is of that key. Only for an algorithm that fits the key. */
export function isSignedBy({ header, signed, signature }: JwtToken, key: KeyObject): boolean {
  const algorithm = ALGORITHMS.get(String(header.alg))
  try {
    return algorithm?.verifies(Buffer.from(signed), signature, key) ?? false
  } catch {
    // OpenSSL throws at some signatures that are malformed.
    return false
  }
}

function hmac(digest: string): Algorithm {
  return {
    keys: ['secret'],
    verifies: (signed, signature, key) => createHmac(digest, key).update(signed).digest().equals(signature),
  }
}

function rsa(digest: string): Algorithm {
  return { keys: ['rsa'], verifies: (signed, signature, key) => verify(digest, signed, key, signature) }
}

function rsaPss(digest: string): Algorithm {
  return {
    keys: ['rsa', 'rsa-pss'],
    verifies: (signed, signature, key) => verify(digest, signed, { key, padding, saltLength }, signature),
  }
}

function ecdsa(digest: string, curve: string): Algorithm {
  return {
    keys: ['ec'],
    curve,
    // RFC 7518, 3.4: R and S one after the other, not DER.
    verifies: (signed, signature, key) =>
      verify(digest, signed, { key, dsaEncoding: 'ieee-p1363' }, signature),
  }
}

function edwards(keys: readonly string[]): Algorithm {
  return { keys, verifies: (signed, signature, key) => verify(null, signed, key, signature) }
}
