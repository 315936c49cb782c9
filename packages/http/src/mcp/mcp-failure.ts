import { toErrorBody } from '@sallyport/contract'
import type { SallyportError } from '@sallyport/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type FailureOptions, headersOf } from '../answer-error.ts'
import { toSallyportError } from '../to-sallyport-error.ts'
import { metadataUrl } from './protected-resource.ts'

/** JSON-RPC 2.0, 5.1; what is the server's own is from -32000 down. */
const PARSE_ERROR = -32700
const REFUSED = -32000

interface Failed {
  readonly error: Error
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly baseUrl: string
}

/** Answers what failed at the door, before a tool was reached: as an error of JSON-RPC, with ours in its data. */
export function answerMcpFailure(options: FailureOptions, { error, request, reply, baseUrl }: Failed) {
  const failure = toSallyportError(error)
  if (failure.family === 'engine') options.onFailure(failure, request.id)
  const code = failure.code === 'malformed_request' ? PARSE_ERROR : REFUSED
  const message = [failure.message, failure.fix, ...(failure.status === 401 ? [HOW] : [])]
    .filter(Boolean)
    .join(' ')
  if (failure.status === 401) reply.header('www-authenticate', challengeOf(failure, request, baseUrl))
  return reply
    .code(failure.status)
    .headers(headersOf(failure, request.id, options.now()))
    .send({
      jsonrpc: '2.0',
      id: idOf(request.body),
      error: { code, message, data: toErrorBody(failure, request.id) },
    })
}

const HOW =
  'Signing in with a browser is not available yet: make a scoped token at POST /api/v1/account/applications/scoped-token and give it to the MCP client as the header Authorization.'

/** RFC 6750 3: without a token there is no error to name; RFC 9728 5.1: where the metadata is. */
function challengeOf(failure: SallyportError, { headers }: FastifyRequest, baseUrl: string): string {
  const error =
    headers.authorization === undefined
      ? []
      : ['error="invalid_token"', `error_description="${failure.message.replaceAll(/["\\]/g, "'")}"`]
  const parts = ['realm="sallyport"', ...error, `resource_metadata="${metadataUrl(baseUrl)}"`]
  return `Bearer ${parts.join(', ')}`
}

function idOf(body: unknown): string | number | null {
  const { id } = Object(body) as { readonly id?: unknown }
  return typeof id === 'string' || typeof id === 'number' ? id : null
}
