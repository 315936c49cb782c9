import { CAPABILITIES } from '@sallyport/contract'
import { SallyportError } from '@sallyport/errors'
import type { ScopedCache } from '../cache/scoped-cache.ts'
import { parseClientId } from '../organizations/client-id.ts'
import { isClientSecret } from '../organizations/client-secret.ts'
import type { Application } from '../ports.ts'
import { scopeOfOrganization } from '../scope.ts'
import { TOKEN_PROFILES } from './claims.ts'
import { type IssueOptions, issueToken } from './issue-token.ts'
import type { LoginAttempt, LoginFailures } from './login-failures.ts'

export interface LoginOptions extends IssueOptions {
  readonly applications: ScopedCache<Application>
  readonly loginFailures: LoginFailures
  readonly monotonic: () => number
  readonly wait: (ms: number) => Promise<void>
}

/** A client that logs in, and from where. */
export interface Login extends LoginAttempt {
  readonly clientSecret: string
}

/** Every refusal takes so long: of a client that is not there the storage is asked, of others the memory. */
const REFUSAL_MS = 100

export interface ApplicationToken {
  readonly token: string
  readonly expiresInSeconds: number
  readonly organizationId: string
}

/**
 * The client credentials grant (RFC 6749 4.4) in the contract's spelling.
 *
 * @throws SallyportError `unauthenticated`, the same for an unknown client, a wrong secret and an application that is
 * revoked; `rate_limited` after many of those.
 */
export async function createApplicationToken(options: LoginOptions, login: Login): Promise<ApplicationToken> {
  options.loginFailures.check(login)
  const startedAt = options.monotonic()
  const application = await applicationOf(options, login)
  if (application === undefined) {
    options.loginFailures.failed(login)
    await options.wait(Math.max(0, startedAt + REFUSAL_MS - options.monotonic()))
    throw wrongClient()
  }
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

/** The application whose secret it is. */
async function applicationOf(
  { applications }: LoginOptions,
  { clientId, clientSecret }: Login,
): Promise<Application | undefined> {
  const name = parseClientId(clientId)
  const found = name && (await applications.get(scopeOfOrganization(name.organizationId), name.applicationId))
  const proved = isClientSecret(clientSecret, found?.secretHash)
  return proved && found?.revokedAt === null ? found : undefined
}

function wrongClient(): SallyportError {
  return new SallyportError('unauthenticated', 'The client id or the client secret is wrong.', {
    fix: 'Use client_id and client_secret of application.json in the data directory of the engine.',
  })
}
