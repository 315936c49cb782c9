import type { OAuth2Mechanism } from '@sallyport/definition'
import { authorizationUrl } from '@sallyport/runtime'
import type { ConnectOptions } from './connect-options.ts'
import type { ConnectSession } from './connect-ports.ts'
import { connectSessionNotFound, connectSessionOver, foreignBrowser } from './connect-refusals.ts'
import { isOfKind, openContent, type RedirectContent } from './connect-session.ts'
import { applicationOf } from './oauth-applications.ts'
import { redirectWith } from './redirect-outcome.ts'
import { oauthWayOf } from './session-way.ts'
import { signState } from './state.ts'
import { digestOf, readTicket, type TicketName } from './ticket.ts'

/** What a connect page shows. */
export interface ConnectPage {
  /** Name of the session, for the browser's cookie. */
  readonly sessionId: string
  readonly organization: string
  /** Of the connector type. */
  readonly title: string
  /** Host of the third party that the browser goes on to. */
  readonly destination: string
  readonly again: boolean
  /** What will be asked for, in words. */
  readonly permissions: readonly string[]
}

/** A page to show, or an address to go to in its place. */
export type Shown = { readonly page: ConnectPage } | { readonly redirect: string }

/**
 * What the page of a session shows. To look at it changes nothing: programs look at links before people do.
 *
 * @throws SallyportError `connect_session_not_found`, `connect_session_over`
 */
export async function showConnectPage(options: ConnectOptions, ticket: string): Promise<Shown> {
  const { name, session, content, expired } = await readSession(options, ticket)
  if (expired) return { redirect: redirectWith(content, { error: 'expired_session' }) }
  const { definition, mechanism, authorize } = await oauthWayOf(options, name.scope, session)
  const page = {
    sessionId: name.id,
    organization: (await options.redirectUrls.organizationName(name.scope)) ?? '',
    title: definition.title,
    destination: new URL(authorize).host,
    again: content.connectorId !== undefined,
    permissions: permissionsOf(mechanism, content.scopes),
  }
  return { page }
}

/**
 * Binds a session to the browser whose user pressed the button; gives the third party's address. The same browser may
 * press it again, and gets the same address.
 *
 * @param browser What the browser's cookie says; `undefined` where it sent none.
 * @throws SallyportError `connect_session_not_found`, `connect_session_over`, `foreign_browser`
 */
export async function leaveForConsent(
  options: ConnectOptions,
  { ticket, browser }: { readonly ticket: string; readonly browser: string | undefined },
): Promise<string> {
  const { name, session, content, expired } = await readSession(options, ticket)
  if (browser === undefined) throw foreignBrowser()
  if (expired) return redirectWith(content, { error: 'expired_session' })
  const { mechanism, authorize } = await oauthWayOf(options, name.scope, session)
  const application = await applicationOf(options, name.scope, session.applicationId)
  if (application === undefined)
    return redirectWith(content, { error: 'creation_failed', cause: 'no_application' })
  const digest = digestOf(browser)
  const bound = await options.connectSessions.leave(name.scope, name.id, {
    browser: digest,
    now: new Date(options.now()),
  })
  if (!bound) throw foreignBrowser()
  const claims = {
    organizationId: session.organizationId,
    sessionId: session.id,
    definitionId: session.definitionId,
    browser: digest,
  }
  return authorizationUrl(mechanism, authorize, {
    clientId: application.clientId,
    redirectUri: content.callback,
    state: signState(Buffer.from(content.stateKey, 'base64url'), claims),
    scopes: content.scopes,
    codeVerifier: content.codeVerifier,
  }).href
}

interface ReadSession {
  readonly name: TicketName
  readonly session: ConnectSession & { readonly kind: 'redirect' }
  readonly content: RedirectContent
  readonly expired: boolean
}

async function readSession(options: ConnectOptions, ticket: string): Promise<ReadSession> {
  const name = readTicket('session', ticket)
  const session = name && (await options.connectSessions.find(name.scope, name.id))
  if (name === undefined || !isOfKind(session, 'redirect')) throw connectSessionNotFound()
  if (session.stage === 'spent') throw connectSessionOver()
  const content = await openContent(options.vault, session)
  return { name, session, content, expired: session.expiresAt.getTime() <= options.now() }
}

/** What scopes permit, in words. */
export function permissionsOf({ scopes }: OAuth2Mechanism, asked: readonly string[]): string[] {
  return asked.map((scope) => (Object.hasOwn(scopes, scope) ? (scopes[scope] ?? scope) : scope))
}
