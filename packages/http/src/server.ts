import { openApi } from '@sallyport/contract'
import type { Engine } from '@sallyport/engine'
import { SallyportError } from '@sallyport/errors'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { answerBrokenHttp, answerError, commonHeaders, type FailureOptions } from './answer-error.ts'
import { readClientRequestId } from './client-request-id.ts'
import { registerConnectRoutes } from './connect/connect-routes.ts'
import { registerDocs } from './docs/docs-routes.ts'
import { drainOnClose } from './drain.ts'
import type { Handlers } from './handler.ts'
import { connectionTemplateHandlers } from './handlers/connection-templates.ts'
import { connectorHandlers } from './handlers/connectors.ts'
import { definitionHandlers } from './handlers/definitions.ts'
import { executeHandlers } from './handlers/execute.ts'
import { executionHandlers } from './handlers/executions.ts'
import { fileHandlers } from './handlers/files.ts'
import { oauthHandlers } from './handlers/oauth.ts'
import { organizationCredentialHandlers } from './handlers/organization-credentials.ts'
import { organizationHandlers } from './handlers/organizations.ts'
import { resultHandlers } from './handlers/results.ts'
import { revocationHandlers } from './handlers/revocations.ts'
import { sessionHandlers } from './handlers/sessions.ts'
import { templateHandlers } from './handlers/templates.ts'
import { tokenHandlers } from './handlers/tokens.ts'
import { toolHandlers } from './handlers/tools.ts'
import { usageHandlers } from './handlers/usage.ts'
import { webhookHandlers } from './handlers/webhooks.ts'
import { workflowHandlers } from './handlers/workflows.ts'
import { workspaceHandlers } from './handlers/workspaces.ts'
import { HTTP_LIMITS, type HttpLimits, MAX_BODY, MAX_HEADERS } from './http-limits.ts'
import { acceptJson } from './json-body.ts'
import { registerLaterRoutes } from './later-routes.ts'
import { limitConnections } from './limit-connections.ts'
import { limitRequests } from './limit-requests.ts'
import { limitSlowReaders } from './limit-slow-readers.ts'
import type { ServeMcp } from './mcp/mcp-port.ts'
import { registerMcp } from './mcp/mcp-routes.ts'
import { answerReadiness, type Checks } from './readiness.ts'
import { serveRegistry } from './registry.ts'
import { registerRoutes } from './routes.ts'
import { limitSlowBodies, requestTimedOut } from './slow-bodies.ts'
import { validatorCompiler } from './validation.ts'

/** No status of HTTP, since it is never sent; nginx writes it into its log for the same case. */
const CLIENT_GONE = 499

/** What one finished request says of itself. No URL and no header: both can carry tokens. */
export interface RequestLine {
  readonly requestId: string
  /** What the client calls the request, where it does. */
  readonly clientRequestId?: string
  readonly method: string
  /** Pattern of the route, such as `/api/v1/integrations/connectors/:id`. */
  readonly route: string
  /** 499 when the client went away before its answer. */
  readonly status: number
  readonly durationMs: number
}

export interface HttpOptions extends FailureOptions {
  readonly engine: Engine
  /** What speaks the Model Context Protocol behind `/mcp`. */
  readonly mcp: ServeMcp
  readonly version: string
  readonly publicUrl: string
  readonly checks: Checks
  /** For what must not be guessed. */
  readonly randomBytes: (size: number) => Uint8Array
  readonly onRequest: (line: RequestLine) => void
  readonly trustProxy: boolean | string
  readonly limits?: Partial<HttpLimits>
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
  const handlers: Handlers = {
    ...tokenHandlers(engine, baseUrl),
    ...organizationHandlers(engine),
    ...workspaceHandlers(engine),
    ...usageHandlers(engine),
    ...executionHandlers(engine),
    ...connectorHandlers(engine, options.now),
    ...definitionHandlers(engine),
    ...templateHandlers(engine),
    ...connectionTemplateHandlers(engine),
    ...webhookHandlers(engine),
    ...executeHandlers(engine),
    ...resultHandlers(engine),
    ...fileHandlers(engine),
    ...revocationHandlers(engine),
    ...oauthHandlers(engine, baseUrl),
    ...sessionHandlers(engine, baseUrl),
    ...organizationCredentialHandlers(engine),
    ...workflowHandlers(engine),
    ...toolHandlers(engine),
  }
  registerRoutes(server, engine, handlers)
  registerMcp(server, { ...options, handlers, baseUrl })
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
  const limits = { ...HTTP_LIMITS, ...options.limits, now: options.now, trustProxy: options.trustProxy }
  const server: FastifyInstance = fastify({
    bodyLimit: MAX_BODY,
    genReqId: () => options.newId(),
    trustProxy: options.trustProxy,
    // A client that sends slower than this is not let hold a connection (nodejs.org/api/http.html#serverrequesttimeout).
    // Files may take their time; `limitSlowBodies` holds everything else to less.
    requestTimeout: 15 * 60_000,
    // Fastify hands on the one or the other.
    http: readingOf(limits),
    ...(options.tls && {
      https: { ...readingOf(limits), ...options.tls, handshakeTimeout: limits.slowestMs },
    }),
    // Some of the older paths are asked for with a slash at their end. A tag has 255 characters of two units each, at most.
    routerOptions: { maxParamLength: 510, ignoreTrailingSlash: true },
    return503OnClosing: false,
    frameworkErrors: fail,
    clientErrorHandler: (error, socket) => answerBrokenHttp(options, error, socket),
  })
  server.setValidatorCompiler(validatorCompiler)
  acceptJson(server)
  drainOnClose(server)
  limitConnections(server.server, limits)
  limitSlowBodies(server, (socket) => answerBrokenHttp(options, requestTimedOut(), socket), limits.slowestMs)
  limitSlowReaders(server, limits.slowReaderMs)
  limitRequests(server, limits)
  server.server.on('checkExpectation', ({ socket }) =>
    answerBrokenHttp(options, Object.assign(new Error(), { code: 'EXPECTATION' }), socket),
  )
  server.setErrorHandler(fail)
  server.setNotFoundHandler((request, reply) => fail(routeNotFound(), request, reply))
  server.addHook('onRequest', (request, reply, done) => {
    reply.headers(commonHeaders(request.id))
    if (request.headers.host === undefined && request.raw.httpVersion === '1.1') return done(hostMissing())
    // No `onResponse` comes for an answer that nobody waited for.
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) options.onRequest({ ...lineOf(request, reply), status: CLIENT_GONE })
    })
    return done()
  })
  server.addHook('onResponse', (request, reply, done) => {
    options.onRequest(lineOf(request, reply))
    done()
  })
  return server
}

/** How Node.js reads. A request without a host is refused here, where it gets an id (RFC 9112 3.2). */
function readingOf({ slowestMs }: HttpLimits) {
  return {
    maxHeaderSize: MAX_HEADERS,
    headersTimeout: slowestMs,
    connectionsCheckingInterval: slowestMs / 4,
    requireHostHeader: false,
  }
}

function hostMissing(): SallyportError {
  return new SallyportError('malformed_request', 'The request has no Host header.')
}

function routeNotFound(): SallyportError {
  return new SallyportError('route_not_found', 'There is no such path and method.', {
    fix: 'See /docs for what there is, or /openapi.json.',
  })
}

function lineOf(request: FastifyRequest, reply: FastifyReply): RequestLine {
  const clientRequestId = readClientRequestId(request.headers['x-request-id'])
  return {
    requestId: request.id,
    ...(clientRequestId !== undefined && { clientRequestId }),
    method: request.method,
    route: request.routeOptions.url ?? 'unknown',
    status: reply.statusCode,
    durationMs: reply.elapsedTime,
  }
}
