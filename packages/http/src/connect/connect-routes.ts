import { sessionOfState } from '@sallyport/engine'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { toSallyportError } from '../to-sallyport-error.ts'
import { cookieName, readCookie, writeCookie } from './browser-cookie.ts'
import { isCollection, showCollection, takeCollection } from './collect-routes.ts'
import {
  type ConnectRouteOptions,
  isSecure,
  redirect,
  refuseOtherSites,
  sendPage,
  type TicketRequest,
} from './page-answer.ts'
import { connectPage, errorPage } from './pages.ts'

/** Forms hold a key of some kilobytes at most. */
const MAX_FORM = 64 * 1024

/** The pages that an end user sees on the way to a third party and back. */
export function registerConnectRoutes(server: FastifyInstance, options: ConnectRouteOptions): void {
  server.register((scope, _options, registered) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: MAX_FORM }, (_request, body, done) =>
      done(null, body),
    )
    scope.setErrorHandler((error: Error, request, reply) => answerPage(options, { error, request, reply }))
    scope.get<{ Params: { ticket: string } }>('/connect/:ticket', (request, reply) =>
      isCollection(request) ? showCollection(options, request, reply) : show(options, request, reply),
    )
    scope.post<{ Params: { ticket: string } }>('/connect/:ticket', (request, reply) =>
      isCollection(request) ? takeCollection(options, request, reply) : leave(options, request, reply),
    )
    scope.get<{ Params: { id: string } }>('/oauth/callback/:id', (request, reply) =>
      comeBack(options, request, reply),
    )
    registered()
  })
}

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
  refuseOtherSites(request)
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
