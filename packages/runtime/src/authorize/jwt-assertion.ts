import { createPrivateKey, type KeyObject, sign } from 'node:crypto'
import type { JwtMechanism } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import { fill } from './fill.ts'

/** Seconds that an assertion is good for. Google takes an hour at the most, GitHub ten minutes. */
const LIFETIME_SECONDS = 540
/** Clocks differ: docs.github.com, "Generating a JSON Web Token", advises a minute. */
const SKEW_SECONDS = 60

type Fields = Readonly<Record<string, string>>

/**
 * Signs the assertion that stands for an account of a service (RFC 7523 3, RFC 7515).
 *
 * @param now Milliseconds since the epoch.
 * @throws SallyportError `credential_invalid` for a key that is none of the algorithm's.
 */
export function jwtAssertion(mechanism: JwtMechanism, fields: Fields, now: number): string {
  const seconds = Math.floor(now / 1000)
  const keyId = mechanism.keyId === undefined ? undefined : fields[mechanism.keyId]
  const header = { alg: mechanism.algorithm, typ: 'JWT', ...(keyId !== undefined && { kid: keyId }) }
  const filled = Object.entries(mechanism.claims).map(([name, template]) => [name, fill(template, fields)])
  // A claim of a field that was left out is none.
  const claims = filled.filter(([, value]) => value !== '')
  const body = {
    ...Object.fromEntries(claims),
    iat: seconds - SKEW_SECONDS,
    exp: seconds + LIFETIME_SECONDS,
  }
  const signed = `${encoded(header)}.${encoded(body)}`
  const key = privateKey(fields[mechanism.key] ?? '', mechanism.algorithm)
  // RFC 7518 3.4: a signature of ECDSA is both numbers, one after the other.
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' })
  return `${signed}.${signature.toString('base64url')}`
}

const KINDS = { RS256: 'rsa', ES256: 'ec' } as const

function privateKey(pem: string, algorithm: JwtMechanism['algorithm']): KeyObject {
  try {
    // A key that was copied out of JSON has its ends of lines spelled out.
    const key = createPrivateKey(pem.replaceAll('\\n', '\n'))
    if (key.asymmetricKeyType === KINDS[algorithm]) return key
  } catch {
    // The error of node:crypto may quote the key.
  }
  throw new SallyportError('credential_invalid', `The private key is none for ${algorithm}.`, {
    fix: 'Give the key as it is in the file of the third party, from BEGIN to END.',
  })
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
