import { hash } from 'node:crypto'
import type { Capability, TokenKind } from '@sallyport/contract'
import { SallyportError } from '@sallyport/errors'
import { LRUCache } from 'lru-cache'
import type { ScopedCache } from '../cache/scoped-cache.ts'
import { isSecretLive, mayActIn } from '../organizations/application-reach.ts'
import { chooseOrganization } from '../organizations/choose-organization.ts'
import { type OrganizationsOptions, organizationsOf } from '../organizations/list-organizations.ts'
import { applicationRevoked, organizationRequired } from '../organizations/organization-refusals.ts'
import type { Application, Workspace } from '../ports.ts'
import { scopeOfOrganization } from '../scope.ts'
import type { TokenClaims } from '../tokens/claims.ts'
import { type VerifyOptions, verifyToken } from '../tokens/verify-token.ts'
import type { Principal } from './principal.ts'
import { requireWorkspace } from './scope.ts'

const MAX_VERIFIED = 50_000
// RFC 6750 2.1; RFC 9110 11.1: the scheme in any case.
const BEARER = /^bearer +([A-Za-z0-9._~+/-]+=*) *$/i

/** What a call shows of itself. */
export interface Shown {
  readonly authorization: string | undefined
  /** The organization that it names, where it names one. */
  readonly organizationId: string | undefined
}

/** What a call has to show. */
export interface Rule<Kind extends TokenKind> {
  readonly kinds: readonly Kind[]
  readonly capability: Capability | 'none'
  /** Also where nothing says which organization is meant: it is about the application's own then. */
  readonly withoutOrganization?: boolean
}

export type Authenticate = <Kind extends TokenKind>(
  shown: Shown,
  rule: Rule<Kind>,
) => Promise<Principal<Kind>>

export interface AuthenticateOptions extends VerifyOptions, Pick<OrganizationsOptions, 'organizations'> {
  readonly applications: ScopedCache<Application>
  readonly cachedWorkspaces: ScopedCache<Workspace>
}

/**
 * Stage 2: a bearer string becomes a principal.
 *
 * A verified signature is remembered under the token's hash. Its time, whether its key still verifies, whether its
 * application, its secret and its grant are in use, and whether its workspace is there and active, are looked at again
 * on every call.
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

  return async <Kind extends TokenKind>({ authorization, organizationId }: Shown, rule: Rule<Kind>) => {
    const claims = await claimsOf(bearerOf(authorization))
    const { kind, homeId, applicationId, workspaceId, capabilities, secretVersion, widget } = claims
    const found = options.applications.get(scopeOfOrganization(homeId), applicationId)
    const application = found instanceof Promise ? await found : found
    if (application === undefined || !isAlive(claims, application, options.now())) throw applicationRevoked()
    requireRule(rule, claims)
    const chosen = chooseOrganization(claims, application, organizationId)
    if (chosen === undefined && !rule.withoutOrganization)
      throw organizationRequired(await organizationsOf(options, application))
    const scope = scopeOfOrganization(chosen ?? homeId)
    if (workspaceId !== undefined) await requireWorkspace(options.cachedWorkspaces, scope, workspaceId)
    const who = { kind, scope, applicationId, homeId, secretVersion, workspaceId, capabilities, widget }
    return who as unknown as Principal<Kind>
  }
}

function requireRule(
  { kinds, capability }: Rule<TokenKind>,
  { kind, capabilities }: Pick<TokenClaims, 'kind' | 'capabilities'>,
): void {
  if (!kinds.includes(kind)) throw wrongKind(kind, kinds)
  if (capability !== 'none' && !capabilities.includes(capability)) throw withoutCapability(capability)
}

/** Whether the application is in use, as are the secret that the token came by and the right to its organization. */
function isAlive(
  { kind, organizationId, secretVersion }: TokenClaims,
  application: Application,
  now: number,
): boolean {
  // Of an application token the choice of the organization decides, call by call.
  const where = kind === 'application' ? application.organizationId : organizationId
  return mayActIn(application, where) && isSecretLive(application, secretVersion, now)
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
