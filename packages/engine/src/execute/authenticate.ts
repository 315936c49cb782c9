import { hash } from 'node:crypto'
import type { Capability, TokenKind } from '@sallyport/contract'
import { SallyportError } from '@sallyport/errors'
import { LRUCache } from 'lru-cache'
import type { ScopedCache } from '../cache/scoped-cache.ts'
import type { Application, Workspace } from '../ports.ts'
import { scopeOfOrganization } from '../scope.ts'
import type { TokenClaims } from '../tokens/claims.ts'
import { type VerifyOptions, verifyToken } from '../tokens/verify-token.ts'
import type { Principal } from './principal.ts'
import { requireWorkspace } from './scope.ts'

const MAX_VERIFIED = 50_000
// RFC 6750 2.1; RFC 9110 11.1: the scheme in any case.
const BEARER = /^bearer +([A-Za-z0-9._~+/-]+=*) *$/i

export type Authenticate = <Kind extends TokenKind>(
  authorization: string | undefined,
  kinds: readonly Kind[],
  capability: Capability | 'none',
) => Promise<Principal<Kind>>

export interface AuthenticateOptions extends VerifyOptions {
  readonly applications: ScopedCache<Application>
  readonly cachedWorkspaces: ScopedCache<Workspace>
}

/**
 * Stage 2: a bearer string becomes a principal.
 *
 * A verified signature is remembered under the token's hash. Its time, whether its key still verifies, whether its
 * application has been revoked, and whether its workspace is there and active, are looked at again on every call.
 */
export function createAuthenticate(options: AuthenticateOptions): Authenticate {
  const verified = new LRUCache<string, TokenClaims>({ max: MAX_VERIFIED })

  const claimsOf = async (token: string): Promise<TokenClaims> => {
    const digest = hash('sha256', token, 'base64')
    const known = verified.get(digest)
    if (known !== undefined && known.expiresAt > options.now()) {
      const found = options.keys.verifies(scopeOfOrganization(known.organizationId), known.keyId)
      const verifies: boolean = found instanceof Promise ? await found : found
      if (verifies) return known
    }
    const claims = await verifyToken(options, token)
    verified.set(digest, claims)
    return claims
  }

  return async <Kind extends TokenKind>(
    authorization: string | undefined,
    kinds: readonly Kind[],
    capability: Capability | 'none',
  ) => {
    const claims = await claimsOf(bearerOf(authorization))
    const scope = scopeOfOrganization(claims.organizationId)
    const found = options.applications.get(scope, claims.applicationId)
    const application = found instanceof Promise ? await found : found
    if (application === undefined || application.revokedAt !== null) throw revoked()
    if (!kinds.some((kind) => kind === claims.kind)) throw wrongKind(claims.kind, kinds)
    const { kind, applicationId, workspaceId, capabilities } = claims
    if (workspaceId !== undefined) await requireWorkspace(options.cachedWorkspaces, scope, workspaceId)
    if (capability !== 'none' && !capabilities.includes(capability)) throw withoutCapability(capability)
    return { kind, scope, applicationId, workspaceId, capabilities } as unknown as Principal<Kind>
  }
}

function bearerOf(authorization: string | undefined): string {
  const token = BEARER.exec(authorization ?? '')?.[1]
  if (token !== undefined) return token
  const what =
    authorization === undefined
      ? 'There is no Authorization header.'
      : 'The Authorization header is no bearer token.'
  throw new SallyportError('unauthenticated', what, { fix: 'Send "Authorization: Bearer <token>".' })
}

function revoked(): SallyportError {
  return new SallyportError('unauthenticated', 'The application of this token has been revoked.', {
    fix: 'Use the client id and secret of an application that is in use.',
  })
}

function wrongKind(kind: TokenKind, wanted: readonly TokenKind[]): SallyportError {
  return new SallyportError('forbidden', `This call is not open to tokens of the kind "${kind}".`, {
    fix: `Send: ${wanted.map((name) => `${name} token`).join(' or ')}.`,
  })
}

export function withoutCapability(capability: Capability): SallyportError {
  return new SallyportError('forbidden', `This token was made without the capability "${capability}".`, {
    fix: `Use a scoped token that lists "${capability}" among its capabilities.`,
  })
}
