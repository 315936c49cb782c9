import { SallyportError } from '@sallyport/errors'
import { askForToken, authorizeDevice, type TokenAnswer } from '@sallyport/runtime'
import type { Principal } from '../execute/principal.ts'
import type { ConnectOptions } from './connect-options.ts'
import type { ConnectSession } from './connect-ports.ts'
import { connectSessionNotFound } from './connect-refusals.ts'
import { type DeviceContent, isOfKind, openContent, sealContent } from './connect-session.ts'
import { beginOpen, newSession } from './initiate-connection.ts'
import { keepConnection } from './keep-connection.ts'
import { applicationOf } from './oauth-applications.ts'
import { oauthWayOf, type SessionWay } from './session-way.ts'
import { digestOf, makeTicket, readTicket } from './ticket.ts'
import { type ConnectRequest, readyConnection } from './wanted-connection.ts'

/** What a user types, and where. */
export interface BegunDevice {
  readonly sessionId: string
  readonly userCode: string
  readonly verificationUri: string
  readonly verificationUriComplete: string | undefined
  readonly expiresInSeconds: number
  readonly intervalSeconds: number
}

export type DeviceStatus =
  | { readonly status: 'pending'; readonly intervalSeconds: number }
  | { readonly status: 'completed'; readonly connectorId: string }
  | { readonly status: 'failed'; readonly error: string }

type DeviceSession = ConnectSession & { readonly kind: 'device' }

/**
 * Begins to connect by a code that a user types on another device (RFC 8628).
 *
 * @throws SallyportError as `readyConnection` does; `upstream_unavailable` where the third party gives no code.
 */
export async function beginDevice(
  options: ConnectOptions,
  principal: Principal,
  { request, requestId }: { readonly request: ConnectRequest; readonly requestId: string },
): Promise<BegunDevice> {
  const ready = await readyConnection(options, principal, { request, requestId, grant: 'device_code' })
  const { definition, mechanism, application, workspace, wanted } = ready
  const device = await authorizeDevice({
    mechanism,
    application,
    scopes: wanted.scopes,
    sender: options.sender,
    scope: `${workspace.organizationId} ${workspace.id}`,
  })
  if (device === undefined) throw noCode(definition.title)
  const ticket = makeTicket('device', workspace.organizationId, options)
  const name = {
    id: digestOf(ticket),
    kind: 'device',
    organizationId: workspace.organizationId,
    workspaceId: workspace.id,
    definitionId: definition.id,
    applicationId: application.id,
  } as const
  const { deviceCode, ...shown } = device
  const sealed = await sealContent(options.vault, name, { ...wanted, deviceCode })
  const now = options.now()
  const rest = newSession(new Date(now + device.expiresInSeconds * 1000))
  const session = { ...rest, ...name, sealed, pollSeconds: device.intervalSeconds }
  await beginOpen(options, session, now)
  return { verificationUriComplete: undefined, ...shown, sessionId: ticket }
}

function noCode(title: string): SallyportError {
  return new SallyportError('application_refused', `${title} gives the application no code for a device.`, {
    fix: `Allow the device flow for the application at ${title}, and check its client id and secret.`,
  })
}

/**
 * How a device's connection stands. The third party is asked when somebody asks here, at most as often as it allows.
 *
 * @throws SallyportError `connect_session_not_found`
 */
export async function pollDevice(
  options: ConnectOptions,
  principal: Principal,
  ticket: string,
): Promise<DeviceStatus> {
  const session = await deviceSession(options, principal, ticket)
  const { connectorId, error, pollSeconds } = session
  if (connectorId !== null) return { status: 'completed', connectorId }
  if (error !== null) return { status: 'failed', error }
  const now = new Date(options.now())
  if (session.expiresAt.getTime() <= now.getTime()) return { status: 'failed', error: 'expired_session' }
  const pending = { status: 'pending', intervalSeconds: pollSeconds ?? 5 } as const
  const isOurTurn = await options.connectSessions.poll(principal.scope, session.id, { now, slower: 0 })
  if (session.stage === 'spent' || !isOurTurn) return pending
  const content = await openContent(options.vault, session)
  const way = await oauthWayOf(options, principal.scope, session)
  const answer = await askForDevice(options, principal, { session, content, way })
  if (answer.kind === 'granted') return finish(options, principal, { session, content, way, answer })
  return ended(options, principal, { session, answer, pending })
}

async function deviceSession(
  options: ConnectOptions,
  { scope, workspaceId }: Principal,
  ticket: string,
): Promise<DeviceSession> {
  const name = readTicket('device', ticket, options)
  const own = name?.scope.organizationId === scope.organizationId
  const session = own ? await options.connectSessions.find(scope, name.id) : undefined
  const outside = workspaceId !== undefined && session?.workspaceId !== workspaceId
  if (outside || !isOfKind(session, 'device')) throw connectSessionNotFound()
  return session
}

interface Asked {
  readonly session: DeviceSession
  readonly content: DeviceContent
  readonly way: SessionWay
}

async function askForDevice(
  options: ConnectOptions,
  { scope }: Principal,
  { session, content, way: { mechanism } }: Asked,
): Promise<TokenAnswer> {
  const application = await applicationOf(options, scope, session.applicationId)
  if (application === undefined) return { kind: 'failed', cause: 'no_application' }
  return askForToken({
    mechanism,
    grant: { type: 'device_code', deviceCode: content.deviceCode },
    application,
    origins: [new URL(mechanism.token).origin],
    sender: options.sender,
    scope: `${session.organizationId} ${session.workspaceId}`,
  })
}

async function finish(
  options: ConnectOptions,
  { scope }: Principal,
  { session, content, way, answer }: Asked & { readonly answer: TokenAnswer & { readonly kind: 'granted' } },
): Promise<DeviceStatus> {
  const store = options.connectSessions
  if (!(await store.spend(scope, session.id))) return { status: 'pending', intervalSeconds: 1 }
  try {
    const connectorId = await keepConnection(options, { session, wanted: content, way, granted: answer })
    await store.end(scope, session.id, { connectorId })
    return { status: 'completed', connectorId }
  } catch (reason) {
    options.onFailure(reason)
    const isOther = SallyportError.isInstance(reason) && reason.code === 'account_mismatch'
    const error = isOther ? 'account_mismatch' : 'creation_failed'
    await store.end(scope, session.id, { error })
    return { status: 'failed', error }
  }
}

/** RFC 8628 3.5: two of the errors are none. Of what is not known nothing follows: the next turn asks again. */
async function ended(
  { connectSessions, now }: ConnectOptions,
  { scope }: Principal,
  {
    session,
    answer,
    pending,
  }: {
    readonly session: DeviceSession
    readonly answer: Exclude<TokenAnswer, { readonly kind: 'granted' }>
    readonly pending: DeviceStatus & { readonly status: 'pending' }
  },
): Promise<DeviceStatus> {
  const { kind, cause } = answer
  if (cause === 'slow_down' || cause === 'rate_limited') {
    await connectSessions.poll(scope, session.id, { now: new Date(now()), slower: 5 })
    return { ...pending, intervalSeconds: pending.intervalSeconds + 5 }
  }
  const goesOn = cause === 'authorization_pending' || kind === 'unknown' || kind === 'not_sent'
  if (goesOn) return pending
  const error = ERRORS[cause] ?? 'creation_failed'
  if (await connectSessions.spend(scope, session.id)) await connectSessions.end(scope, session.id, { error })
  return { status: 'failed', error }
}

const ERRORS: Readonly<Record<string, string>> = {
  access_denied: 'access_denied',
  expired_token: 'expired_session',
}
