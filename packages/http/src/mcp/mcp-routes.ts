import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { FailureOptions } from '../answer-error.ts'
import { signalOf } from '../routes.ts'
import { answerMcpFailure } from './mcp-failure.ts'
import type { ServeMcp } from './mcp-port.ts'
import { MCP_QUERY } from './mcp-query.ts'
import { openSession, type SessionOptions } from './mcp-session.ts'
import { MCP_PATH, serveMetadata } from './protected-resource.ts'
import { refuseStrangers } from './refuse-strangers.ts'

export interface McpRouteOptions extends SessionOptions, FailureOptions {
  readonly mcp: ServeMcp
  /** Origin under which the engine is reached. */
  readonly baseUrl: () => string
}

/**
 * The door for clients of the Model Context Protocol: Streamable HTTP, one request at a time. It is no operation of the
 * contract, and all that is done behind it is.
 */
export function registerMcp(server: FastifyInstance, options: McpRouteOptions): void {
  serveMetadata(server, options.baseUrl)
  server.register((scope, _options, registered) => {
    scope.setErrorHandler<FastifyError>((error, request, reply) =>
      answerMcpFailure(options, { error, request, reply, baseUrl: options.baseUrl() }),
    )
    scope.addHook('onRequest', (request, _reply, done) => {
      const { host, origin } = request.headers
      refuseStrangers({ host, origin }, options.baseUrl())
      done()
    })
    scope.post(MCP_PATH, { schema: { querystring: MCP_QUERY } }, (request, reply) =>
      serve(options, request, reply),
    )
    // There are no streams to open and no sessions to end.
    scope.route({ method: ['GET', 'DELETE'], url: MCP_PATH, handler: async (_, reply) => noStreams(reply) })
    registered()
  })
}

async function serve(options: McpRouteOptions, request: FastifyRequest, reply: FastifyReply) {
  const signal = signalOf(reply)
  try {
    const session = await openSession(options, { request, reply })
    const url = `${options.baseUrl()}${MCP_PATH}`
    const { headers, body } = request
    const answer = await options.mcp(session, { url, headers, body, signal })
    reply.code(answer.status)
    if (answer.body === undefined) return reply.send()
    return reply.type(answer.type ?? 'application/json').send(answer.body)
  } catch (error) {
    // The client has gone, and nobody is left to be answered.
    if (signal.aborted && error === signal.reason) return reply.hijack()
    throw error
  }
}

/** MCP 2025-06-18, transports: 405 where the server offers no stream, which clients take for an answer. */
function noStreams(reply: FastifyReply): FastifyReply {
  const error = { code: -32000, message: 'Messages are sent with POST; there is no stream to open.' }
  return reply.code(405).header('allow', 'POST').send({ jsonrpc: '2.0', id: null, error })
}
