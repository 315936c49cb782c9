import { CAPABILITIES } from '@sallyport/contract'
import { SallyportError } from '@sallyport/errors'
import { chooseOrganization } from '../organizations/choose-organization.ts'
import { parseClientId } from '../organizations/client-id.ts'
import { provedSecret } from '../organizations/client-secret.ts'
import type { Application, Storage } from '../ports.ts'
import { scopeOfOrganization } from '../scope.ts'
import { TOKEN_PROFILES } from './claims.ts'
import { type IssueOptions, issueToken } from './issue-token.ts'
import type { LoginAttempt, LoginFailures } from './login-failures.ts'

export interface LoginOptions extends IssueOptions {
  readonly storage: Pick<Storage, 'applications'>
  readonly loginFailures: LoginFailures
  readonly monotonic: () => number
  readonly wait: (ms: number) => Promise<void>
}

/** A client that logs in, and from where. */
export interface Login extends LoginAttempt {
  readonly clientSecret: string
  /** The organization that the login names. */
  readonly organizationId: string | undefined
}

/** Every refusal takes so long, whatever was looked for and found. */
const REFUSAL_MS = 100

export interface ApplicationToken {
  readonly token: string
  readonly expiresInSeconds: number
  /** `undefined`: the application reaches several, and each call has to name one. */
  readonly organizationId: string | undefined
}

/**
 * The client credentials grant (RFC 6749 4.4) in the contract's spelling.
 *
 * @throws SallyportError `unauthenticated`, the same for an unknown client, a wrong secret and an application that is
 *   revoked; `rate_limited` after many of those; `forbidden` for an organization that the client does not reach.
 */
export async function createApplicationToken(options: LoginOptions, login: Login): Promise<ApplicationToken> {
  options.loginFailures.check(login)
  const startedAt = options.monotonic()
  const application = await findApplication(options, login.clientId)
  const secretVersion = provedSecret(login.clientSecret, application, options.now())
  if (secretVersion === undefined || application === undefined || application.revokedAt !== null) {
    options.loginFailures.failed(login)
    await options.wait(Math.max(0, startedAt + REFUSAL_MS - options.monotonic()))
    throw wrongClient()
  }
  const { organizationId, id: applicationId } = application
  const kind = 'application'
  const boundTo = chooseOrganization({ kind, boundTo: undefined }, application, login.organizationId)
  const token = await issueToken(options, {
    kind,
    organizationId,
    homeId: organizationId,
    boundTo,
    applicationId,
    secretVersion,
    workspaceId: undefined,
    capabilities: CAPABILITIES,
    widget: undefined,
  })
  return { token, expiresInSeconds: TOKEN_PROFILES.application.lifetimeSeconds, organizationId: boundTo }
}

/** From storage each time: with a cache, a client that is there would be told from one that is not by the time it takes. */
async function findApplication(
  { storage }: LoginOptions,
  clientId: string,
): Promise<Application | undefined> {
  const name = parseClientId(clientId)
  return name && storage.applications.find(scopeOfOrganization(name.organizationId), name.applicationId)
}

function wrongClient(): SallyportError {
  return new SallyportError('unauthenticated', 'The client id or the client secret is wrong.', {
    fix: 'Use client_id and client_secret of application.json in the data directory of the engine.',
  })
}
