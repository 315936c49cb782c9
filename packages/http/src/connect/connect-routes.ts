import { type Engine, sessionOfState } from '@sallyport/engine'
import { SallyportError } from '@sallyport/errors'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { FailureOptions } from '../answer-error.ts'
import { toSallyportError } from '../to-sallyport-error.ts'
import { cookieName, readCookie, writeCookie } from './browser-cookie.ts'
import type { Html } from './html.ts'
import { PAGE_HEADERS } from './html.ts'
import { connectPage, errorPage } from './pages.ts'

export interface ConnectRouteOptions extends FailureOptions {
  readonly engine: Engine
  /** Origin under which browsers reach the engine. */
  readonly baseUrl: () => string
  readonly randomBytes: (size: number) => Uint8Array
}

/** The form has no members; what is sent besides is not read. */
const MAX_FORM = 1024

/** The pages that an end user sees on the way to a third party and back. */
export function registerConnectRoutes(server: FastifyInstance, options: ConnectRouteOptions): void {
  server.register((scope, _options, registered) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: MAX_FORM }, (_request, _body, done) =>
      done(null, undefined),
    )
    scope.setErrorHandler((error: Error, request, reply) => answerPage(options, { error, request, reply }))
    scope.get<{ Params: { ticket: string } }>('/connect/:ticket', (request, reply) =>
      show(options, request, reply),
    )
    scope.post<{ Params: { ticket: string } }>('/connect/:ticket', (request, reply) =>
      leave(options, request, reply),
    )
    scope.get<{ Params: { id: string } }>('/oauth/callback/:id', (request, reply) =>
      comeBack(options, request, reply),
    )
    registered()
  })
}

type TicketRequest = FastifyRequest<{ Params: { ticket: string } }>

async function show(options: ConnectRouteOptions, request: TicketRequest, reply: FastifyReply) {
  const shown = await options.engine.showConnectPage(request.params.ticket)
  if ('redirect' in shown) return redirect(reply, shown.redirect)
  const secure = isSecure(options)
  const name = cookieName(shown.page.sessionId, secure)
  const known = readCookie(request.headers.cookie, name)
  const value = known ?? Buffer.from(options.randomBytes(32)).toString('base64url')
  reply.header('set-cookie', writeCookie({ name, value }, secure))
  return sendPage(reply, 200, connectPage(shown.page))
}

async function leave(options: ConnectRouteOptions, request: TicketRequest, reply: FastifyReply) {
  // Browsers say who sends a form (w3c.github.io/webappsec-fetch-metadata); our own page does, or a reload of its answer.
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw sentFromElsewhere()
  const { ticket } = request.params
  const shown = await options.engine.showConnectPage(ticket)
  if ('redirect' in shown) return redirect(reply, shown.redirect)
  const browser = readCookie(request.headers.cookie, cookieName(shown.page.sessionId, isSecure(options)))
  return redirect(reply, await options.engine.leaveForConsent({ ticket, browser }))
}

async function comeBack(
  options: ConnectRouteOptions,
  request: FastifyRequest<{ Params: { id: string } }>,
  reply: FastifyReply,
) {
  const query = request.query as Readonly<Record<string, unknown>>
  const state = textOf(query.state) ?? ''
  const session = sessionOfState(state)
  const name = session && cookieName(session.id, isSecure(options))
  const address = await options.engine.finishConsent({
    definitionId: request.params.id,
    state,
    code: textOf(query.code),
    error: textOf(query.error),
    // Whoever says it twice, or too long, has said something: it is held to it.
    iss: query.iss === undefined ? undefined : (textOf(query.iss) ?? ''),
    browser: name === undefined ? undefined : readCookie(request.headers.cookie, name),
  })
  return redirect(reply, address)
}

/** RFC 6749 3.1: a member that came twice is none. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= MAX_MEMBER ? value : undefined
}

const MAX_MEMBER = 8_192

function isSecure({ baseUrl }: ConnectRouteOptions): boolean {
  return baseUrl().startsWith('https:')
}

/** RFC 9700 4.12: a form that is sent on with 307 would bring its body along. */
function redirect(reply: FastifyReply, location: string): FastifyReply {
  return reply
    .code(303)
    .headers({ ...PAGE_HEADERS, location })
    .send('')
}

function sendPage(reply: FastifyReply, status: number, page: Html): FastifyReply {
  return reply.code(status).headers(PAGE_HEADERS).send(page)
}

interface Failed {
  readonly error: Error
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

function answerPage(options: ConnectRouteOptions, { error, request, reply }: Failed): FastifyReply {
  const failure = toSallyportError(error)
  if (failure.family === 'engine') options.onFailure(failure, request.id)
  return sendPage(reply, failure.status, errorPage(failure, request.id))
}

function sentFromElsewhere(): SallyportError {
  return new SallyportError(
    'foreign_browser',
    'This page was not opened by you: another page sent its form.',
    {
      fix: 'Go back to the application that you came from, and begin again.',
    },
  )
}
