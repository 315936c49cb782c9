import { SallyportError } from '@sallyport/errors'
import { decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose'
import { scopeOfOrganization } from '../scope.ts'
import { kindOfType, TOKEN_PROFILES, type TokenClaims } from './claims.ts'
import { isOrganizationId, readPayload } from './read-payload.ts'
import { ALGORITHM } from './signing-key.ts'
import type { TokenKeys } from './token-keys.ts'

/** Far over what our own tokens measure. */
export const MAX_TOKEN = 4096

export interface VerifyOptions {
  readonly keys: TokenKeys
  readonly issuer: string
  readonly now: () => number
  /** For a token that only identifies: its time may be over. */
  readonly ignoreExpiry?: boolean
}

/**
 * Verifies a token of any kind: signature, issuer, type with audience, and time.
 *
 * @throws SallyportError `unauthenticated` or `token_expired`.
 */
export async function verifyToken(options: VerifyOptions, token: string): Promise<TokenClaims> {
  const named = token.length <= MAX_TOKEN ? readUnverified(token) : undefined
  if (named === undefined) throw notOurs()
  const { kind, keyId, organizationId } = named
  const key = await options.keys.verifier(scopeOfOrganization(organizationId), keyId)
  if (key === undefined) throw notOurs()
  const { type, audience } = TOKEN_PROFILES[kind]
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [ALGORITHM],
      issuer: options.issuer,
      audience,
      typ: type,
      requiredClaims: ['exp', 'sub', 'org'],
      currentDate: new Date(options.ignoreExpiry ? 0 : options.now()),
    })
    const claims = readPayload(kind, organizationId, payload)
    if (claims === undefined) throw notOurs()
    return { kind, organizationId, ...claims, keyId, expiresAt: (payload.exp ?? 0) * 1000 }
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error
    throw error instanceof errors.JWTExpired ? expired(kind) : notOurs()
  }
}

/** Which key to ask for. Nothing of it is believed before the signature is. */
function readUnverified(token: string) {
  try {
    const { typ, kid } = decodeProtectedHeader(token)
    const { org } = decodeJwt(token)
    const kind = kindOfType(typ)
    if (kind === undefined || typeof kid !== 'string' || !isOrganizationId(org)) return undefined
    return { kind, keyId: kid, organizationId: org }
  } catch {
    return undefined
  }
}

function expired(kind: TokenClaims['kind']): SallyportError {
  const where = kind === 'application' ? 'token' : `${kind}-token`
  return new SallyportError('token_expired', `The ${kind} token has expired.`, {
    fix: `Get a new one from POST /api/v1/account/applications/${where}.`,
  })
}

function notOurs(): SallyportError {
  return new SallyportError('unauthenticated', 'The bearer token is not one that this engine issued.', {
    fix: 'Exchange client id and secret for a token at POST /api/v1/account/applications/token.',
  })
}
