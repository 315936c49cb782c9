import { SallyportError } from '@sallyport/errors'
import { SignJWT } from 'jose'
import { scopeOfOrganization } from '../scope.ts'
import { TOKEN_PROFILES, type TokenClaims, WORKSPACE_CLAIM } from './claims.ts'
import { ALGORITHM } from './signing-key.ts'
import type { TokenKeys } from './token-keys.ts'

export interface IssueOptions {
  readonly keys: TokenKeys
  readonly issuer: string
  readonly now: () => number
  readonly newId: () => string
}

/** Signs a token of the kind and lifetime that its profile states. */
export async function issueToken(
  options: IssueOptions,
  claims: Omit<TokenClaims, 'expiresAt' | 'keyId'>,
): Promise<string> {
  const { type, audience, lifetimeSeconds } = TOKEN_PROFILES[claims.kind]
  const signer = await options.keys.signer(scopeOfOrganization(claims.organizationId))
  if (signer === undefined)
    throw new SallyportError('internal', 'The organization has no key to sign tokens with.')
  const issuedAt = Math.floor(options.now() / 1000)
  return new SignJWT(bodyOf(claims))
    .setProtectedHeader({ alg: ALGORITHM, kid: signer.id, typ: type })
    .setIssuer(options.issuer)
    .setAudience(audience)
    .setSubject(claims.workspaceId ?? claims.applicationId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifetimeSeconds)
    .setJti(options.newId())
    .sign(signer.key)
}

function bodyOf(claims: Omit<TokenClaims, 'expiresAt' | 'keyId'>) {
  const { organizationId, capabilities, secretVersion, workspaceId, boundTo, widget } = claims
  const common = { org: organizationId, cap: capabilities, sec: secretVersion }
  if (workspaceId !== undefined) {
    // RFC 8693 4.1: `act` names who acts in place of the subject.
    return { ...common, act: actorOf(claims), [WORKSPACE_CLAIM]: { workspaceId }, ...(widget && { widget }) }
  }
  // Left out where it is the application's own: null says that each call names one.
  return { ...common, ...(boundTo !== organizationId && { for: boundTo ?? null }) }
}

function actorOf({
  applicationId,
  organizationId,
  homeId,
}: Pick<TokenClaims, 'applicationId' | 'organizationId' | 'homeId'>) {
  return { sub: applicationId, ...(homeId !== organizationId && { org: homeId }) }
}
