import { openApi, toErrorBody } from '@sallyport/contract'
import type { Engine } from '@sallyport/engine'
import { SallyportError } from '@sallyport/errors'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { connectorHandlers } from './handlers/connectors.ts'
import { executeHandlers } from './handlers/execute.ts'
import { tokenHandlers } from './handlers/tokens.ts'
import { acceptJson } from './json-body.ts'
import { registerRoutes } from './routes.ts'
import { toSallyportError } from './to-sallyport-error.ts'
import { validatorCompiler } from './validation.ts'

const MAX_BODY = 1024 * 1024

/** What one finished request says of itself. No URL and no header: both can carry tokens. */
export interface RequestLine {
  readonly requestId: string
  readonly method: string
  /** Pattern of the route, such as `/api/v1/integrations/connectors/:id`. */
  readonly route: string
  readonly status: number
  readonly durationMs: number
}

export interface HttpOptions {
  readonly engine: Engine
  readonly version: string
  readonly publicUrl: string
  readonly newId: () => string
  readonly now: () => number
  /** Each part of the engine that has to work, and whether it does. */
  readonly checks: Readonly<Record<string, () => Promise<void>>>
  readonly onRequest: (line: RequestLine) => void
  /** Told of the reasons behind answers of the engine's own family. */
  readonly onFailure: (error: SallyportError, requestId: string) => void
  readonly trustProxy: boolean | string
  readonly tls?: { readonly cert: string; readonly key: string }
}

/** The engine over HTTP: the operations of the contract, its OpenAPI document, and health. */
export function createHttpServer(options: HttpOptions): FastifyInstance {
  const server: FastifyInstance = fastify({
    bodyLimit: MAX_BODY,
    genReqId: () => options.newId(),
    trustProxy: options.trustProxy,
    // A client that sends slower than this is not let hold a connection (nodejs.org/api/http.html#serverrequesttimeout).
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 255 },
    return503OnClosing: false,
    ...(options.tls && { https: { cert: options.tls.cert, key: options.tls.key } }),
  })
  server.setValidatorCompiler(validatorCompiler)
  acceptJson(server)
  server.setErrorHandler((error: Error, request, reply) => answerError(options, { error, request, reply }))
  server.setNotFoundHandler((request, reply) => {
    const error = new SallyportError('route_not_found', 'There is no such path and method.', {
      fix: 'See /openapi.json for what there is.',
    })
    return answerError(options, { error, request, reply })
  })
  server.addHook('onRequest', async (request, reply) => {
    reply.headers({ 'x-request-id': request.id, 'cache-control': 'no-store' })
  })
  server.addHook('onResponse', async (request, reply) => options.onRequest(lineOf(request, reply)))

  const { engine, version, publicUrl: url } = options
  registerRoutes(server, engine, {
    ...tokenHandlers(engine),
    ...connectorHandlers(engine),
    ...executeHandlers(engine),
  })
  const document = openApi({ version, url })
  server.get('/openapi.json', async () => document)
  server.get('/healthz', async () => ({ status: 'alive' }))
  server.get('/readyz', (_, reply) => answerReadiness(options.checks, reply))
  return server
}

interface Failed {
  readonly error: Error
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

function answerError(options: HttpOptions, { error, request, reply }: Failed) {
  const failure = toSallyportError(error)
  if (failure.family === 'engine') options.onFailure(failure, request.id)
  if (failure.status === 401) reply.header('www-authenticate', 'Bearer realm="sallyport"')
  if (failure.retryAt !== undefined) {
    // RFC 9110 10.2.3: whole seconds, rounded up so that nobody comes too early.
    reply.header('retry-after', Math.max(1, Math.ceil((failure.retryAt.getTime() - options.now()) / 1000)))
  }
  return reply.code(failure.status).send(toErrorBody(failure, request.id))
}

async function answerReadiness(checks: HttpOptions['checks'], reply: FastifyReply) {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      const failed = await check().then(
        () => undefined,
        (error: unknown) => toSallyportError(asError(error)),
      )
      return [name, failed === undefined ? 'ok' : failed.code] as const
    }),
  )
  const ready = results.every(([, result]) => result === 'ok')
  return reply
    .code(ready ? 200 : 503)
    .send({ status: ready ? 'ready' : 'not_ready', checks: Object.fromEntries(results) })
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

function asError(value: unknown): Error {
  return value instanceof Error ? value : new Error('not an error', { cause: value })
}
