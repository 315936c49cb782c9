import { CAPABILITIES } from '@sallyport/contract'
import { SallyportError } from '@sallyport/errors'
import type { ScopedCache } from '../cache/scoped-cache.ts'
import { parseClientId } from '../organizations/client-id.ts'
import { isClientSecret } from '../organizations/client-secret.ts'
import type { Application } from '../ports.ts'
import { scopeOfOrganization } from '../scope.ts'
import { TOKEN_PROFILES } from './claims.ts'
import { type IssueOptions, issueToken } from './issue-token.ts'

export interface LoginOptions extends IssueOptions {
  readonly applications: ScopedCache<Application>
}

export interface ApplicationToken {
  readonly token: string
  readonly expiresInSeconds: number
  readonly organizationId: string
}

/**
 * The client credentials grant (RFC 6749 4.4) in the contract's spelling.
 *
 * @throws SallyportError `unauthenticated`, the same for an unknown client and a wrong secret.
 */
export async function createApplicationToken(
  options: LoginOptions,
  { clientId, clientSecret }: { readonly clientId: string; readonly clientSecret: string },
): Promise<ApplicationToken> {
  const name = parseClientId(clientId)
  const application =
    name && (await options.applications.get(scopeOfOrganization(name.organizationId), name.applicationId))
  const proved = isClientSecret(clientSecret, application?.secretHash)
  if (!proved || application === undefined || application.revokedAt !== null) throw wrongClient()
  const { organizationId, id: applicationId } = application
  const token = await issueToken(options, {
    kind: 'application',
    organizationId,
    applicationId,
    workspaceId: undefined,
    capabilities: CAPABILITIES,
  })
  return { token, expiresInSeconds: TOKEN_PROFILES.application.lifetimeSeconds, organizationId }
}

function wrongClient(): SallyportError {
  return new SallyportError('unauthenticated', 'The client id or the client secret is wrong.', {
    fix: 'Use client_id and client_secret of application.json in the data directory of the engine.',
  })
}
