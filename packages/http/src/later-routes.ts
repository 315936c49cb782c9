import { toErrorBody } from '@sallyport/contract'
import { type Engine, WIDGET_PATH } from '@sallyport/engine'
import { SallyportError } from '@sallyport/errors'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { framedBy, html, htmlPage, PAGE_HEADERS } from './connect/html.ts'

/** A body that nobody reads. */
const MAX_FORM = 64 * 1024

/**
 * Paths that existing clients know and a later version serves: the pages of the widget, and the login of the command
 * line. Each says so, to people as a page and to programs as an error.
 */
export function registerLaterRoutes(server: FastifyInstance, engine: Engine): void {
  server.register((scope, _options, registered) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: MAX_FORM }, (_request, _body, done) =>
      done(null, undefined),
    )
    scope.get(WIDGET_PATH, async (request, reply) =>
      answer(request, reply, { failure: widgetLater(), frame: await frameOf(engine, request.query) }),
    )
    scope.get('/widget-bridge', (request, reply) => answer(request, reply, { failure: widgetLater() }))
    const login = '/auth/realms/:realm/protocol/openid-connect'
    scope.get(`${login}/auth`, (request, reply) => answer(request, reply, { failure: loginLater() }))
    scope.post(`${login}/token`, (request, reply) => answerGrant(request, reply, loginLater()))
    registered()
  })
}

interface Later {
  readonly failure: SallyportError
  /** Origin of the pages that may show it in a frame. */
  readonly frame?: string | undefined
}

function answer({ headers, id }: FastifyRequest, reply: FastifyReply, { failure, frame }: Later) {
  reply.code(failure.status)
  if (!String(headers.accept).includes('text/html')) return reply.send(toErrorBody(failure, id))
  const { code, message, fix = '' } = failure
  const page = htmlPage(
    'Not available yet',
    html`<h1>Not available yet</h1>
<p>${message}</p>
<p>${fix}</p>
<small>${code}, request ${id}</small>`,
  )
  return reply.headers(frame === undefined ? PAGE_HEADERS : framedBy(frame)).send(page)
}

/** RFC 6749 5.2: an error of a token endpoint stands in `error` and `error_description`. */
function answerGrant({ id }: FastifyRequest, reply: FastifyReply, failure: SallyportError) {
  const grant = { error: 'unsupported_grant_type', error_description: failure.message }
  return reply.code(failure.status).send({ ...toErrorBody(failure, id), ...grant })
}

/** The page may be framed by the origin that an operator's program named when it made the address, and by no other. */
async function frameOf(engine: Engine, query: unknown): Promise<string | undefined> {
  const { workspaceId, allowedOrigin, expires, mac } = Object(query) as Readonly<Record<string, unknown>>
  const texts = [workspaceId, allowedOrigin, expires, mac].every((one) => typeof one === 'string')
  if (!texts || !/^\d{1,12}$/.test(String(expires))) return undefined
  const address = {
    workspaceId: String(workspaceId),
    allowedOrigin: String(allowedOrigin),
    expires: Number(expires),
  }
  return (await engine.isWidgetAddress(address, String(mac))) ? address.allowedOrigin : undefined
}

function widgetLater(): SallyportError {
  return new SallyportError('not_available_yet', 'This engine does not serve the pages of the widget yet.', {
    fix: 'Connect accounts over the API: POST /api/v1/integrations/connectors, or .../connectors/oauth/initiate.',
  })
}

function loginLater(): SallyportError {
  return new SallyportError('not_available_yet', 'This engine has no login for people yet.', {
    fix: 'Use the client id and secret of an application: airbyte-agent login --manual.',
  })
}
