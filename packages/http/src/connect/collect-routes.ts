import type { NotCollected } from '@sallyport/engine'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { cookieName, readCookie, writeCookie } from './browser-cookie.ts'
import { collectPage, connectedPage } from './collect-pages.ts'
import { CONSENT } from './consent-way.ts'
import {
  type ConnectRouteOptions,
  isSecure,
  redirect,
  refuseOtherSites,
  sendPage,
  type TicketRequest,
} from './page-answer.ts'

/** Tickets of sessions that collect a credential; others are of connections that are being made by OAuth. */
export function isCollection({ params }: TicketRequest): boolean {
  return params.ticket.startsWith('cc_')
}

/** The page of a session that collects a credential. */
export async function showCollection(
  options: ConnectRouteOptions,
  request: TicketRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const shown = await options.engine.showCollectPage(request.params.ticket)
  if ('connected' in shown) return sendPage(reply, 200, connectedPage(shown.connected))
  const secure = isSecure(options)
  const name = cookieName(shown.page.sessionId, secure)
  reply.header('set-cookie', writeCookie({ name, value: cookieOf(options, request, name) }, secure))
  return sendPage(reply, 200, collectPage(shown.page))
}

/** What its user entered, or wants to consent to at the third party. */
export async function takeCollection(
  options: ConnectRouteOptions,
  request: TicketRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  refuseOtherSites(request)
  const { engine, baseUrl } = options
  const { ticket } = request.params
  const shown = await engine.showCollectPage(ticket)
  if ('connected' in shown) return sendPage(reply, 200, connectedPage(shown.connected))
  const secure = isSecure(options)
  const browser = readCookie(request.headers.cookie, cookieName(shown.page.sessionId, secure))
  const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '')
  const entered = { ticket, browser, settings: membersOf(form, 'setting.'), requestId: request.id }
  const way = form.get('way') ?? ''
  if (way === CONSENT) {
    const left = await engine.leaveCollection({ ...entered, baseUrl: baseUrl() })
    if ('problem' in left) return again(reply, left, entered.settings)
    const { location, sessionId } = left
    // The session of the consent knows this browser by the same value.
    const cookie = { name: cookieName(sessionId, secure), value: browser ?? '' }
    reply.header('set-cookie', writeCookie(cookie, secure))
    return redirect(reply, location)
  }
  const collected = await engine.collectSecret({ ...entered, way, fields: membersOf(form, 'field.') })
  if ('connected' in collected) return sendPage(reply, 200, connectedPage(collected.connected))
  return again(reply, collected, entered.settings)
}

/** The page once more, with what was wrong. What is not secret need not be entered again. */
function again(
  reply: FastifyReply,
  { page, problem }: NotCollected,
  settings: Readonly<Record<string, string>>,
): FastifyReply {
  return sendPage(reply, problem.status, collectPage(page, { problem, settings }))
}

function cookieOf({ randomBytes }: ConnectRouteOptions, request: FastifyRequest, name: string): string {
  return readCookie(request.headers.cookie, name) ?? Buffer.from(randomBytes(32)).toString('base64url')
}

/** Members of a form behind a prefix. One that came twice is none. */
function membersOf(form: URLSearchParams, prefix: string): Record<string, string> {
  const names = [...form.keys()].filter((name) => name.startsWith(prefix))
  return Object.fromEntries(
    names
      .filter((name) => form.getAll(name).length === 1)
      // HTML 4.10.21.4: line ends are sent as CRLF.
      .map((name) => [name.slice(prefix.length), (form.get(name) ?? '').replaceAll('\r\n', '\n').trim()]),
  )
}
