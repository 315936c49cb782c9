import { SallyportError } from '@sallyport/errors'
import type { Principal } from '../execute/principal.ts'
import { scopeOfWorkspace } from '../scope.ts'
import type { ConnectOptions } from './connect-options.ts'
import type { ConnectSession } from './connect-ports.ts'
import { type RedirectContent, sealContent } from './connect-session.ts'
import { checkRedirectUrl } from './redirect-url.ts'
import { digestOf, makeTicket } from './ticket.ts'
import { type ConnectRequest, type ReadyConnection, readyConnection } from './wanted-connection.ts'

/** A page that nobody used by then is over. */
export const SESSION_MS = 10 * 60_000

export interface InitiateRequest extends ConnectRequest {
  readonly redirect_url: string
  /** The redirect brings an id of what was granted, for a create, in place of a connector. */
  readonly server_side_oauth_secret_id?: boolean
}

export interface Initiate {
  readonly request: InitiateRequest
  readonly requestId: string
  /** Origin under which browsers reach the engine. */
  readonly baseUrl: string
}

/**
 * Begins to connect an end user in a browser; gives the address of the page that asks for it.
 *
 * @throws SallyportError as `readyConnection` does; `invalid_request` for a redirect that is not registered.
 */
export async function initiateConnection(
  options: ConnectOptions,
  principal: Principal,
  { request, requestId, baseUrl }: Initiate,
): Promise<string> {
  checkBaseUrl(baseUrl)
  const registered = await options.redirectUrls.list(principal.scope)
  const redirectUrl = checkRedirectUrl(registered, request.redirect_url)
  const grant = 'authorization_code'
  const ready = await readyConnection(options, principal, { request, requestId, grant })
  const givesSecret = request.server_side_oauth_secret_id === true
  const ticket = await beginRedirect(options, { ...ready, callbackBase: baseUrl, redirectUrl, givesSecret })
  return `${baseUrl}/connect/${ticket}`
}

/** A connection in a browser whose every part has been checked. */
export interface ReadyRedirect
  extends Pick<ReadyConnection, 'definition' | 'application' | 'workspace' | 'wanted'>,
    Pick<RedirectContent, 'redirectUrl' | 'givesSecret' | 'collectionId'> {
  /** Origin that the third party sends the browser back to. */
  readonly callbackBase: string
}

/** Begins the session of a browser; gives the ticket of its page. */
export async function beginRedirect(options: ConnectOptions, ready: ReadyRedirect): Promise<string> {
  const { definition, application, workspace, wanted, callbackBase, redirectUrl, givesSecret } = ready
  const ticket = makeTicket('session', workspace.organizationId, options.randomBytes)
  const content: RedirectContent = {
    ...wanted,
    stateKey: randomText(options),
    // RFC 7636 4.1: 43 characters of 256 random bits.
    codeVerifier: randomText(options),
    callback: `${callbackBase}/oauth/callback/${definition.id}`,
    redirectUrl,
    givesSecret,
    ...(ready.collectionId !== undefined && { collectionId: ready.collectionId }),
  }
  const name = {
    id: digestOf(ticket),
    kind: 'redirect',
    organizationId: workspace.organizationId,
    workspaceId: workspace.id,
    definitionId: definition.id,
    applicationId: application.id,
  } as const
  const sealed = await sealContent(options.vault, name, content)
  const now = options.now()
  const session = { ...newSession(new Date(now + SESSION_MS)), ...name, sealed }
  await options.connectSessions.begin(scopeOfWorkspace(workspace), session, new Date(now))
  return ticket
}

/** The rest of a session that nobody has used yet. */
export function newSession(
  expiresAt: Date,
): Pick<ConnectSession, 'stage' | 'browser' | 'pollSeconds' | 'connectorId' | 'error' | 'expiresAt'> {
  return { stage: 'open', browser: null, pollSeconds: null, connectorId: null, error: null, expiresAt }
}

function randomText({ randomBytes }: ConnectOptions): string {
  return Buffer.from(randomBytes(32)).toString('base64url')
}

/** Codes, cookies and secrets pass there. @throws SallyportError `configuration_invalid` */
export function checkBaseUrl(baseUrl: string): void {
  const { protocol, hostname } = new URL(baseUrl)
  if (protocol === 'https:' || /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(hostname)) return
  throw new SallyportError(
    'configuration_invalid',
    'Browsers would reach the connect pages of this engine without TLS.',
    { fix: 'Set SALLYPORT_PUBLIC_URL to the https address of the engine.' },
  )
}
