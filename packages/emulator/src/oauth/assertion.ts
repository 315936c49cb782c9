import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { isObject, type JsonObject, parseJson } from '../json.ts'

/** Claims of an assertion whose signature holds (RFC 7523). */
export interface Assertion {
  readonly issuer: string
  readonly subject: string | undefined
  readonly scope: string | undefined
}

export interface AssertionRules {
  readonly keys: readonly KeyObject[]
  readonly audiences: ReadonlySet<string>
  /** Milliseconds. */
  readonly now: number
}

const LONGEST = 16 * 1024
// Google's limit for a service account.
const LONGEST_LIFE = 3600
// Clocks differ: what is from this many seconds ahead is still let pass.
const TOLERANCE = 60

const ALGORITHMS = {
  RS256: { digest: 'RSA-SHA256', type: 'rsa' },
  ES256: { digest: 'SHA256', type: 'ec' },
} as const

/** A PEM text or JWK. Throws a `TypeError` for another key than RSA or P-256. */
export function assertionKey(key: string | JsonObject): KeyObject {
  const made = createPublicKey(typeof key === 'string' ? key : { key: { ...key }, format: 'jwk' })
  const curve = made.asymmetricKeyDetails?.namedCurve
  if (made.asymmetricKeyType === 'rsa' || curve === 'prime256v1') return made
  throw new TypeError('A key of assertions is RSA or P-256.')
}

/** The issuer that an assertion names, before anything is verified. */
export function claimedIssuer(assertion: string): string | undefined {
  const claims = part(assertion, 1)
  return typeof claims?.iss === 'string' ? claims.iss : undefined
}

/** The assertion, or a sentence that says why it is refused (RFC 7523, section 3). */
export function readAssertion(assertion: string, rules: AssertionRules): Assertion | string {
  const [header, claims] = [part(assertion, 0), part(assertion, 1)]
  if (!header || !claims) return 'assertion is not a JWT'
  if (!isSigned(assertion, header, rules.keys)) return 'assertion signature does not verify'
  return timeProblem(claims, Math.floor(rules.now / 1000)) ?? audienceProblem(claims, rules) ?? read(claims)
}

function read({ iss, sub, scope }: JsonObject): Assertion | string {
  if (typeof iss !== 'string') return 'assertion names no issuer (iss)'
  return {
    issuer: iss,
    subject: typeof sub === 'string' ? sub : undefined,
    scope: typeof scope === 'string' ? scope : undefined,
  }
}

function isSigned(assertion: string, header: JsonObject, keys: readonly KeyObject[]): boolean {
  const name = header.alg
  if (name !== 'RS256' && name !== 'ES256') return false
  const { digest, type } = ALGORITHMS[name]
  const end = assertion.lastIndexOf('.')
  const signature = Buffer.from(assertion.slice(end + 1), 'base64url')
  const data = Buffer.from(assertion.slice(0, end))
  return keys
    .filter((key) => key.asymmetricKeyType === type)
    .some((key) => verify(digest, data, { key, dsaEncoding: 'ieee-p1363' }, signature))
}

function timeProblem({ exp, iat, nbf }: JsonObject, now: number): string | undefined {
  if (typeof exp !== 'number') return 'assertion has no expiry (exp)'
  if (exp <= now) return 'assertion is expired'
  if (typeof nbf === 'number' && nbf > now + TOLERANCE) return 'assertion is not valid yet (nbf)'
  if (iat === undefined) return undefined
  if (typeof iat !== 'number' || iat > now + TOLERANCE) return 'assertion was issued in the future (iat)'
  return exp - iat > LONGEST_LIFE ? `assertion lives for more than ${LONGEST_LIFE} seconds` : undefined
}

function audienceProblem({ aud }: JsonObject, { audiences }: AssertionRules): string | undefined {
  const named = Array.isArray(aud) ? aud : [aud]
  return named.some((one) => typeof one === 'string' && audiences.has(one))
    ? undefined
    : 'assertion is for another audience (aud)'
}

function part(assertion: string, index: number): JsonObject | undefined {
  if (assertion.length > LONGEST) return undefined
  const parts = assertion.split('.')
  if (parts.length !== 3) return undefined
  try {
    const value = parseJson(Buffer.from(parts[index] ?? '', 'base64url').toString())
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
