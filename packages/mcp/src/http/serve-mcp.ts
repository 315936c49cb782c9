import {
  createMcpHandler,
  isInitializeRequest,
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResponse,
  isLegacyRequest,
  type JSONRPCMessage,
  type Server,
  SUPPORTED_PROTOCOL_VERSIONS,
} from '@modelcontextprotocol/server'
import { createMcpServer } from '../create-mcp-server.ts'
import type { McpHost } from '../host.ts'
import { exchange } from './one-exchange.ts'
import { answerPlainCall } from './plain-call.ts'

/** One request as it came over HTTP, its caller known and its body parsed within bounds. */
export interface McpRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: unknown
  readonly signal: AbortSignal
}

export interface McpAnswer {
  readonly status: number
  readonly type: string | undefined
  /** Text of JSON; absent where there is nothing to say. */
  readonly body: string | undefined
}

export type ServeMcp = (host: McpHost, request: McpRequest) => Promise<McpAnswer>

/** Messages of one request, where a client sends a list of them (MCP 2025-03-26 alone allows it). */
const MAX_MESSAGES = 20
const JSON_TYPE = 'application/json'

/**
 * Serves requests of Streamable HTTP, of the 2026-07-28 revision and of those before it, each by itself: any engine can
 * answer any of them. Every answer is JSON; there are no streams, since nothing is sent before the answer.
 */
export function createServeMcp(onFailure: (error: Error) => void): ServeMcp {
  const hosts = new WeakMap<Request, McpHost>()
  const modern = createMcpHandler(
    ({ requestInfo }) => {
      const host = requestInfo && hosts.get(requestInfo)
      if (host === undefined) throw new TypeError('a request without a host')
      return createMcpServer(host, onFailure)
    },
    { legacy: 'reject', onerror: onFailure, keepAliveMs: 0 },
  )
  return async (host, request) => {
    const answered = await answerPlainCall(host, request, onFailure)
    if (answered !== undefined) return answered
    const asked = requestOf(request)
    if (listens(request.body)) return refused(404, request.body, [-32601, 'Method not found'])
    if (await isLegacyRequest(asked, request.body))
      return serveLegacy(createMcpServer(host, onFailure), request)
    hosts.set(asked, host)
    const answer = await modern.fetch(asked, { parsedBody: request.body })
    const body = await answer.text()
    return {
      status: answer.status,
      type: answer.headers.get('content-type') ?? undefined,
      body: body || undefined,
    }
  }
}

/** A stream of changes: there are none that a client could not see by asking again when `ttlMs` is over. */
function listens(body: unknown): boolean {
  return Object(body).method === 'subscriptions/listen'
}

/** The body goes beside it, as it was parsed. */
function requestOf({ url, headers, signal }: McpRequest): Request {
  const given = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined || FORBIDDEN.has(name) ? [] : [[name, String(value)]],
  )
  return new Request(url, { method: 'POST', headers: given, signal })
}

/** What belongs to the connection and not to the message. */
const FORBIDDEN = new Set(['authorization', 'connection', 'content-length', 'host', 'transfer-encoding'])

async function serveLegacy(server: Server, { headers, body, signal }: McpRequest): Promise<McpAnswer> {
  const version = headers['mcp-protocol-version']
  // MCP 2025-06-18, transports: a version that is not spoken is refused; none is the oldest that may leave it out.
  if (version !== undefined && !SUPPORTED_PROTOCOL_VERSIONS.includes(String(version)))
    return refused(400, body, [
      -32000,
      `Unsupported protocol version: ${SUPPORTED_PROTOCOL_VERSIONS.join(', ')}`,
    ])
  const messages = Array.isArray(body) ? body : [body]
  if (messages.length === 0 || messages.length > MAX_MESSAGES || !messages.every(isMessage))
    return refused(400, body, [-32600, 'This is no message of JSON-RPC 2.0, or more than 20 of them.'])
  if (!areApart(messages)) return refused(400, body, [-32600, 'Two requests have the same id.'])
  if (messages.some(greetsWrongly))
    return refused(400, body, [-32602, 'To initialize takes protocolVersion, capabilities and clientInfo.'])
  const answers = await exchange(server, messages, signal)
  if (answers.length === 0) return { status: 202, type: undefined, body: undefined }
  return { status: 200, type: JSON_TYPE, body: JSON.stringify(Array.isArray(body) ? answers : answers[0]) }
}

/** The SDK would call it a failure of its own. */
function greetsWrongly(message: JSONRPCMessage): boolean {
  return 'method' in message && message.method === 'initialize' && !isInitializeRequest(message)
}

/** Of two requests with one id, one would be carried out without an answer. */
function areApart(messages: readonly JSONRPCMessage[]): boolean {
  const ids = messages.filter(isJSONRPCRequest).map(({ id }) => id)
  return new Set(ids).size === ids.length
}

function isMessage(value: unknown): value is JSONRPCMessage {
  return isJSONRPCRequest(value) || isJSONRPCNotification(value) || isJSONRPCResponse(value)
}

function refused(status: number, body: unknown, [code, message]: readonly [number, string]): McpAnswer {
  const { id } = Object(body) as { readonly id?: unknown }
  const named = typeof id === 'string' || typeof id === 'number' ? id : null
  return {
    status,
    type: JSON_TYPE,
    body: JSON.stringify({ jsonrpc: '2.0', id: named, error: { code, message } }),
  }
}
