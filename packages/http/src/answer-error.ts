import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { toErrorBody } from '@sallyport/contract'
import { SallyportError } from '@sallyport/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { toSallyportError } from './to-sallyport-error.ts'

export interface FailureOptions {
  readonly newId: () => string
  readonly now: () => number
  /** Told of the reasons behind answers of the engine's own family. */
  readonly onFailure: (error: SallyportError, requestId: string) => void
}

interface Failed {
  readonly error: Error
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** How long to wait where a third party that asks to slow down does not say: what GitHub advises then. */
const UNKNOWN_WAIT_SECONDS = 60

/** Headers of every answer, whether it is one of a route or not. */
export function commonHeaders(requestId: string) {
  return { 'x-request-id': requestId, 'cache-control': 'no-store' }
}

/** Answers a request that failed, in the envelope of the contract. */
export function answerError(options: FailureOptions, { error, request, reply }: Failed) {
  const failure = toSallyportError(error)
  if (failure.family === 'engine') options.onFailure(failure, request.id)
  if (failure.status === 401) reply.header('www-authenticate', 'Bearer realm="sallyport"')
  const headers = headersOf(failure, request.id, options.now())
  return reply.code(failure.status).headers(headers).send(toErrorBody(failure, request.id))
}

/** Headers of an answer that is a failure. */
export function headersOf(failure: SallyportError, requestId: string, now: number) {
  const wait = secondsToWait(failure, now)
  return { ...commonHeaders(requestId), ...(wait !== undefined && { 'retry-after': wait }) }
}

/** RFC 9110 10.2.3: whole seconds, rounded up so that nobody comes too early. */
function secondsToWait({ status, retryAt }: SallyportError, now: number): number | undefined {
  if (retryAt !== undefined) return Math.max(1, Math.ceil((retryAt.getTime() - now) / 1000))
  return status === 429 ? UNKNOWN_WAIT_SECONDS : undefined
}

/**
 * Answers what Node.js could not read as HTTP. There is no request and no reply, and the connection ends:
 * nobody knows where its next request would begin (nodejs.org/api/http.html#event-clienterror).
 */
export function answerBrokenHttp(
  { newId }: FailureOptions,
  error: Error & { readonly code?: string },
  socket: Socket,
): void {
  if (!socket.writable) {
    socket.destroy()
    return
  }
  const failure = new SallyportError('malformed_request', BROKEN[error.code ?? ''] ?? 'This is not HTTP/1.1.')
  const requestId = newId()
  const body = JSON.stringify(toErrorBody(failure, requestId))
  const headers = {
    ...commonHeaders(requestId),
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const head = `HTTP/1.1 ${failure.status} ${STATUS_CODES[failure.status]}\r\n${lines.join('')}\r\n`
  socket.end(head + body, () => socket.destroy())
}

const BROKEN: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: 'The URL and the headers of the request are over 16 KB.',
  ERR_HTTP_REQUEST_TIMEOUT: 'The request did not arrive in time.',
  EXPECTATION: 'The engine meets no expectation but 100-continue.',
}
