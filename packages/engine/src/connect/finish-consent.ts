import { SallyportError } from '@sallyport/errors'
import { askForToken, type GrantedTokens, isIssuer, type TokenAnswer } from '@sallyport/runtime'
import { endingCollection } from '../collection/end-collection.ts'
import type { OrganizationScope } from '../scope.ts'
import type { ConnectOptions } from './connect-options.ts'
import type { ConnectSession } from './connect-ports.ts'
import {
  connectSessionNotFound,
  connectSessionOver,
  foreignBrowser,
  invalidCallback,
} from './connect-refusals.ts'
import { isOfKind, openContent, type RedirectContent } from './connect-session.ts'
import { keepConnection, keepSecret } from './keep-connection.ts'
import { applicationOf } from './oauth-applications.ts'
import { errorOfCallback, type Outcome, redirectWith } from './redirect-outcome.ts'
import { oauthWayOf, type SessionWay } from './session-way.ts'
import { isState, sessionOfState } from './state.ts'
import { digestOf } from './ticket.ts'

/** What a browser brought back from a third party. */
export interface Callback {
  /** Of the path: each connector type has an address of its own, so that answers cannot be mixed up (RFC 9700 4.4). */
  readonly definitionId: string
  readonly state: string
  readonly code: string | undefined
  readonly error: string | undefined
  readonly iss: string | undefined
  /** What the browser's cookie for the session of that state says. */
  readonly browser: string | undefined
}

type RedirectSession = ConnectSession & { readonly kind: 'redirect' }

interface Known {
  readonly scope: OrganizationScope
  readonly session: RedirectSession
  readonly content: RedirectContent
}

/**
 * Ends a connection in a browser; gives the address of the application that began it, which is told what came of it.
 *
 * @throws SallyportError where the application cannot be told, because this is not the browser that left:
 * `invalid_callback`, `connect_session_not_found`, `connect_session_over`, `foreign_browser`
 */
export async function finishConsent(options: ConnectOptions, callback: Callback): Promise<string> {
  const known = await knownSession(options, callback)
  // From here on nobody else gets as far: the state is used up, whatever comes of it.
  if (!(await options.connectSessions.spend(known.scope, known.session.id))) throw connectSessionOver()
  const collection = { scope: known.scope, id: known.content.collectionId }
  const outcome = await endingCollection(options, collection, () =>
    outcomeOf(options, known, callback).catch((error: unknown): Outcome => {
      options.onFailure(error)
      return failed(error)
    }),
  )
  if (!('secretId' in outcome)) await options.connectSessions.end(known.scope, known.session.id, outcome)
  return redirectWith(known.content, outcome)
}

/** The session of a state, if this browser left with it. */
async function knownSession(options: ConnectOptions, { state, browser }: Callback): Promise<Known> {
  const name = sessionOfState(state)
  if (name === undefined) throw invalidCallback()
  const session = await options.connectSessions.find(name.scope, name.id)
  if (!isOfKind(session, 'redirect')) throw connectSessionNotFound()
  if (session.stage === 'spent') throw connectSessionOver()
  const digest = browser === undefined ? undefined : digestOf(browser)
  if (digest === undefined || session.browser !== digest) throw foreignBrowser()
  const content = await openContent(options.vault, session)
  const { organizationId, definitionId } = session
  const claims = { organizationId, sessionId: session.id, definitionId, browser: digest }
  if (!isState(state, Buffer.from(content.stateKey, 'base64url'), claims)) throw invalidCallback()
  return { scope: name.scope, session, content }
}

async function outcomeOf(
  options: ConnectOptions,
  { scope, session, content }: Known,
  callback: Callback,
): Promise<Outcome> {
  if (session.expiresAt.getTime() <= options.now()) return { error: 'expired_session' }
  if (callback.definitionId !== session.definitionId) return creationFailed('wrong_callback')
  const way = await oauthWayOf(options, scope, session)
  // RFC 9207 2.4, also for answers of errors.
  if (callback.iss !== undefined && !isIssuer(way.mechanism, callback.iss))
    return creationFailed('wrong_issuer')
  if (callback.error !== undefined) return errorOfCallback(callback.error)
  if (callback.code === undefined) return creationFailed('no_code')
  const answer = await exchange(options, { scope, session, content, way, code: callback.code })
  if (answer.kind !== 'granted') return creationFailed(answer.cause)
  return keep(options, { session, content, way, granted: answer })
}

interface Exchange extends Known {
  readonly way: SessionWay
  readonly code: string
}

async function exchange(
  options: ConnectOptions,
  { scope, session, content, way: { mechanism }, code }: Exchange,
): Promise<TokenAnswer> {
  const application = await applicationOf(options, scope, session.applicationId)
  if (application === undefined) return { kind: 'failed', cause: 'no_application' }
  const { callback: redirectUri, codeVerifier } = content
  const usesPkce = mechanism.pkce !== false
  return askForToken({
    mechanism,
    grant: { type: 'authorization_code', code, redirectUri, ...(usesPkce && { codeVerifier }) },
    application,
    origins: [new URL(mechanism.token).origin],
    sender: options.sender,
    scope: `${session.organizationId} ${session.workspaceId}`,
  })
}

interface Kept {
  readonly session: RedirectSession
  readonly content: RedirectContent
  readonly way: SessionWay
  readonly granted: GrantedTokens
}

async function keep(options: ConnectOptions, kept: Kept): Promise<Outcome> {
  const { session, content: wanted, way, granted } = kept
  const connection = { session, wanted, way, granted }
  return wanted.givesSecret
    ? { secretId: await keepSecret(options, connection) }
    : { connectorId: await keepConnection(options, connection) }
}

function creationFailed(cause: string): Outcome & { readonly error: string } {
  return { error: 'creation_failed', cause }
}

function failed(error: unknown): Outcome & { readonly error: string } {
  if (!SallyportError.isInstance(error)) return { error: 'creation_failed' }
  return error.code === 'account_mismatch' ? { error: error.code } : creationFailed(error.code)
}
