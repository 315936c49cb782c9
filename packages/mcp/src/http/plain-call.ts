import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  PROTOCOL_VERSION_META_KEY,
  SERVER_INFO_META_KEY,
  SUPPORTED_PROTOCOL_VERSIONS,
} from '@modelcontextprotocol/server'
import { asksForms } from '../asks-forms.ts'
import type { McpHost, ToolAnswer, ToolCall } from '../host.ts'
import { protocolFailure } from '../protocol-failure.ts'
import type { McpAnswer, McpRequest } from './serve-mcp.ts'

type Fields = Readonly<Record<string, unknown>>

/** A call of a tool in which there is nothing to negotiate, to refuse or to continue. */
interface PlainCall {
  readonly id: string | number
  readonly name: string
  readonly input: Fields
  readonly modern: boolean
  readonly asks: boolean
}

const MODERN = '2026-07-28'
/** Headers and body say the same; what has to be encoded in a header is not plain. */
const PLAIN_NAME = /^[\w.-]{1,128}$/

/**
 * Answers a plain call of a tool, as the server of the SDK would, without making one: that alone would cost as much as
 * the call. Everything else is `undefined`, and the SDK's: handshakes, lists, second rounds, and whatever is not as it
 * should be.
 */
export async function answerPlainCall(
  host: McpHost,
  request: McpRequest,
  onFailure: (error: Error) => void,
): Promise<McpAnswer | undefined> {
  const call = plainCall(request)
  if (call === undefined) return undefined
  const { id, name, input, asks } = call
  try {
    const result = await host.callTool({
      name,
      input,
      asks,
      answers: {},
      signal: request.signal,
    } satisfies ToolCall)
    return said({ jsonrpc: '2.0', id, result: call.modern ? named(result, host) : result })
  } catch (error) {
    if (request.signal.aborted) throw error
    return said({ jsonrpc: '2.0', id, error: protocolFailure(error, onFailure) })
  }
}

function plainCall({ body, headers }: McpRequest): PlainCall | undefined {
  if (!isObject(body) || body.jsonrpc !== '2.0' || body.method !== 'tools/call') return undefined
  const { id, params } = body
  if (typeof id !== 'string' && !Number.isSafeInteger(id)) return undefined
  if (!isObject(params) || Object.keys(params).some((key) => !MEMBERS.has(key))) return undefined
  const { name, arguments: input = {}, _meta: meta = {} } = params
  if (typeof name !== 'string' || !PLAIN_NAME.test(name) || !isObject(input) || !isObject(meta))
    return undefined
  const call = { id: id as string | number, name, input }
  const version = headers['mcp-protocol-version']
  if (version === MODERN) return isModern(headers, name, meta) ? { ...call, ...modernOf(meta) } : undefined
  const known = version === undefined || SUPPORTED_PROTOCOL_VERSIONS.includes(String(version))
  return known && !claims(meta) ? { ...call, modern: false, asks: false } : undefined
}

const MEMBERS: ReadonlySet<string> = new Set(['name', 'arguments', '_meta'])

/** Of the revisions before, a message says nothing of the client. */
function claims(meta: Fields): boolean {
  return Object.keys(meta).some((key) => key !== 'progressToken')
}

function isModern(headers: McpRequest['headers'], name: string, meta: Fields): boolean {
  const info = meta[CLIENT_INFO_META_KEY]
  return (
    headers['mcp-method'] === 'tools/call' &&
    headers['mcp-name'] === name &&
    meta[PROTOCOL_VERSION_META_KEY] === MODERN &&
    isObject(info) &&
    typeof info.name === 'string' &&
    typeof info.version === 'string' &&
    isObject(meta[CLIENT_CAPABILITIES_META_KEY]) &&
    Object.keys(meta).every((key) => KNOWN_META.has(key))
  )
}

const KNOWN_META: ReadonlySet<string> = new Set([
  PROTOCOL_VERSION_META_KEY,
  CLIENT_INFO_META_KEY,
  CLIENT_CAPABILITIES_META_KEY,
])

function modernOf(meta: Fields) {
  return { modern: true, asks: asksForms(meta[CLIENT_CAPABILITIES_META_KEY]) }
}

/** What the revision wants of every result: what kind it is, and whose. */
function named(result: ToolAnswer, host: McpHost): object {
  return { resultType: 'complete', ...result, _meta: { [SERVER_INFO_META_KEY]: host.server } }
}

function said(message: object): McpAnswer {
  return { status: 200, type: 'application/json', body: JSON.stringify(message) }
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
