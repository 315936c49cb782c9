import { openApi } from '@sallyport/contract'
import type { Engine } from '@sallyport/engine'
import { SallyportError } from '@sallyport/errors'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { answerBrokenHttp, answerError, commonHeaders, type FailureOptions } from './answer-error.ts'
import { registerConnectRoutes } from './connect/connect-routes.ts'
import { registerDocs } from './docs/docs-routes.ts'
import { drainOnClose } from './drain.ts'
import { connectionTemplateHandlers } from './handlers/connection-templates.ts'
import { connectorHandlers } from './handlers/connectors.ts'
import { definitionHandlers } from './handlers/definitions.ts'
import { executeHandlers } from './handlers/execute.ts'
import { fileHandlers } from './handlers/files.ts'
import { oauthHandlers } from './handlers/oauth.ts'
import { organizationCredentialHandlers } from './handlers/organization-credentials.ts'
import { organizationHandlers } from './handlers/organizations.ts'
import { revocationHandlers } from './handlers/revocations.ts'
import { sessionHandlers } from './handlers/sessions.ts'
import { templateHandlers } from './handlers/templates.ts'
import { tokenHandlers } from './handlers/tokens.ts'
import { webhookHandlers } from './handlers/webhooks.ts'
import { workflowHandlers } from './handlers/workflows.ts'
import { workspaceHandlers } from './handlers/workspaces.ts'
import { acceptJson } from './json-body.ts'
import { registerLaterRoutes } from './later-routes.ts'
import { answerReadiness, type Checks } from './readiness.ts'
import { serveRegistry } from './registry.ts'
import { registerRoutes } from './routes.ts'
import { limitSlowBodies, requestTimedOut } from './slow-bodies.ts'
import { validatorCompiler } from './validation.ts'

const SLOWEST_MS = 30_000
const MAX_BODY = 1024 * 1024
/** No status of HTTP, since it is never sent; nginx writes it into its log for the same case. */
const CLIENT_GONE = 499

/** What one finished request says of itself. No URL and no header: both can carry tokens. */
export interface RequestLine {
  readonly requestId: string
  readonly method: string
  /** Pattern of the route, such as `/api/v1/integrations/connectors/:id`. */
  readonly route: string
  /** 499 when the client went away before its answer. */
  readonly status: number
  readonly durationMs: number
}

export interface HttpOptions extends FailureOptions {
  readonly engine: Engine
  readonly version: string
  readonly publicUrl: string
  readonly checks: Checks
  /** For what must not be guessed. */
  readonly randomBytes: (size: number) => Uint8Array
  readonly onRequest: (line: RequestLine) => void
  readonly trustProxy: boolean | string
  readonly tls?: { readonly cert: string; readonly key: string }
}

/** The engine over HTTP: the operations of the contract, its OpenAPI document, and health. */
export function createHttpServer(options: HttpOptions): FastifyInstance {
  const server = createBareServer(options)
  const { engine, version, publicUrl: url } = options
  // Where nobody said under which address browsers come, it is the one that it listens on.
  const baseUrl = () => (url === '/' ? server.listeningOrigin : url)
  registerConnectRoutes(server, { ...options, baseUrl })
  registerLaterRoutes(server, engine)
  registerRoutes(server, engine, {
    ...tokenHandlers(engine, baseUrl),
    ...organizationHandlers(engine),
    ...workspaceHandlers(engine),
    ...connectorHandlers(engine, options.now),
    ...definitionHandlers(engine),
    ...templateHandlers(engine),
    ...connectionTemplateHandlers(engine),
    ...webhookHandlers(engine),
    ...executeHandlers(engine),
    ...fileHandlers(engine),
    ...revocationHandlers(engine),
    ...oauthHandlers(engine, baseUrl),
    ...sessionHandlers(engine, baseUrl),
    ...organizationCredentialHandlers(engine),
    ...workflowHandlers(engine),
  })
  serveRegistry(server, engine, version)
  registerDocs(server, openApi({ version, url }))
  server.get('/healthz', async () => ({ status: 'alive' }))
  server.get('/readyz', (_, reply) => answerReadiness(options.checks, reply))
  return server
}

/** A server without routes: it knows how to read bodies and how to answer whatever goes wrong. */
function createBareServer(options: HttpOptions): FastifyInstance {
  const fail = (error: Error, request: FastifyRequest, reply: FastifyReply) =>
    answerError(options, { error, request, reply })
  const server: FastifyInstance = fastify({
    bodyLimit: MAX_BODY,
    genReqId: () => options.newId(),
    trustProxy: options.trustProxy,
    // A client that sends slower than this is not let hold a connection (nodejs.org/api/http.html#serverrequesttimeout).
    // Files may take their time; `limitSlowBodies` holds everything else to less.
    requestTimeout: 15 * 60_000,
    http: { headersTimeout: SLOWEST_MS },
    // Some of the older paths are asked for with a slash at their end. A tag has 255 characters of two units each, at most.
    routerOptions: { maxParamLength: 510, ignoreTrailingSlash: true },
    return503OnClosing: false,
    frameworkErrors: fail,
    clientErrorHandler: (error, socket) => answerBrokenHttp(options, error, socket),
    ...(options.tls && { https: { cert: options.tls.cert, key: options.tls.key } }),
  })
  server.setValidatorCompiler(validatorCompiler)
  acceptJson(server)
  drainOnClose(server)
  limitSlowBodies(server, (socket) => answerBrokenHttp(options, requestTimedOut(), socket), SLOWEST_MS)
  server.setErrorHandler(fail)
  server.setNotFoundHandler((request, reply) => fail(routeNotFound(), request, reply))
  server.addHook('onRequest', (request, reply, done) => {
    reply.headers(commonHeaders(request.id))
    // No `onResponse` comes for an answer that nobody waited for.
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) options.onRequest({ ...lineOf(request, reply), status: CLIENT_GONE })
    })
    done()
  })
  server.addHook('onResponse', (request, reply, done) => {
    options.onRequest(lineOf(request, reply))
    done()
  })
  return server
}

function routeNotFound(): SallyportError {
  return new SallyportError('route_not_found', 'There is no such path and method.', {
    fix: 'See /docs for what there is, or /openapi.json.',
  })
}

function lineOf(request: FastifyRequest, reply: FastifyReply): RequestLine {
  return {
    requestId: request.id,
    method: request.method,
    route: request.routeOptions.url ?? 'unknown',
    status: reply.statusCode,
    durationMs: reply.elapsedTime,
  }
}
