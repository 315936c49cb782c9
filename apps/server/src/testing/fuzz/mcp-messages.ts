import { type Draw, pick } from './draw.ts'
import { fromSchema, type Material, type Schema } from './from-schema.ts'
import { spoil } from './spoil.ts'

/** A tool as the engine lists it. */
export interface ListedTool {
  readonly name: string
  readonly inputSchema: Schema
}

export interface McpMaterial extends Material {
  readonly tools: readonly ListedTool[]
  /** Of tools that succeed with what they are given. */
  readonly calls: readonly { readonly name: string; readonly arguments: object }[]
}

/** A message, and the headers that the revision it is written in wants beside it. */
export interface McpMessage {
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
}

const MODERN = '2026-07-28'
/** None is the oldest that may leave it out. */
const VERSIONS = [undefined, '2025-03-26', '2025-06-18', '2025-11-25']
const CLIENT = { name: 'fuzz', version: '1.0.0' }
const META = {
  'io.modelcontextprotocol/protocolVersion': MODERN,
  'io.modelcontextprotocol/clientInfo': CLIENT,
  'io.modelcontextprotocol/clientCapabilities': { elicitation: { form: {} } },
}

/** A request as it is meant. */
export function sound(material: McpMaterial): McpMessage {
  const { draw } = material
  const { method, params } = pick(draw, [
    { method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: CLIENT } },
    { method: 'ping', params: {} },
    { method: 'tools/list', params: {} },
    { method: 'tools/call', params: pick(draw, material.calls) },
    { method: 'tools/call', params: pick(draw, material.calls) },
    { method: 'tools/call', params: drawnCall(material) },
    { method: 'tools/call', params: drawnCall(material) },
  ])
  const id = pick(draw, [0, 1, -7, 2 ** 53 - 1, 'one', '', 'ü😀', 'x'.repeat(200)])
  // A handshake is a matter of the revisions before.
  return written(
    { id, method, params },
    method === 'initialize' ? undefined : pick(draw, [MODERN, ...VERSIONS]),
  )
}

function drawnCall({ tools, ...material }: McpMaterial): { name: string; arguments: unknown } {
  const { name, inputSchema } = pick(material.draw, tools)
  return { name, arguments: fromSchema(inputSchema, material) }
}

interface Request {
  readonly id: unknown
  readonly method: string
  readonly params: object
}

function written({ id, method, params }: Request, version: string | undefined): McpMessage {
  const body = { jsonrpc: '2.0', id, method, params }
  if (version !== MODERN)
    return { body, headers: version === undefined ? {} : { 'mcp-protocol-version': version } }
  const name: unknown = Reflect.get(params, 'name')
  const headers = {
    'mcp-protocol-version': MODERN,
    'mcp-method': method,
    ...(typeof name === 'string' && { 'mcp-name': name }),
  }
  return { body: { ...body, params: { ...params, _meta: META } }, headers }
}

/** One with something in it that is not as it should be. */
export function spoiled(material: McpMaterial): McpMessage {
  const { body, headers } = sound(material)
  return { body: spoil(body, material.draw), headers }
}

/** Several at once, as the 2025-03-26 revision allows it: whole, spoiled, answers, notes, and the same twice. */
export function several(material: McpMaterial): McpMessage {
  const { draw } = material
  const one = (): unknown => {
    const { body } = draw() < 0.9 ? sound(material) : spoiled(material)
    return pick(draw, [
      body,
      body,
      { jsonrpc: '2.0', method: 'notifications/initialized' },
      { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } },
      { jsonrpc: '2.0', id: 1, result: {} },
    ])
  }
  const messages = Array.from({ length: Math.floor(draw() * 5) }, one)
  const cancelled = { jsonrpc: '2.0', id: 77, method: 'tools/list', params: {} }
  const cancels = { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 77 } }
  const body = pick(draw, [
    messages,
    messages,
    [cancelled, cancels, ...messages],
    [...messages, ...messages],
    Array.from({ length: 25 }, () => cancelled),
  ])
  return { body, headers: { 'mcp-protocol-version': '2025-03-26' } }
}

/** One that is much: of nesting, of members, of a name, of an id. */
export function huge(material: McpMaterial): McpMessage {
  const { draw } = material
  const { body, headers } = sound(material)
  const params: object = Object(Reflect.get(Object(body), 'params'))
  const bodies: readonly (() => unknown)[] = [
    () => ({ ...Object(body), id: pick(draw, ['x'.repeat(100_000), 1e308, 1.5, null, {}, [1], true]) }),
    () => ({ ...Object(body), method: 'x'.repeat(100_000) }),
    () => ({
      ...Object(body),
      params: { ...params, arguments: nested(pick(draw, [10, 58, 62, 65, 300]), draw) },
    }),
    () => ({ ...Object(body), params: { ...params, name: 'x'.repeat(pick(draw, [129, 5_000, 100_000])) } }),
    () => ({ ...Object(body), params: { ...params, arguments: wide(pick(draw, [1_000, 49_000, 60_000])) } }),
    () => ({ ...Object(body), params: { ...params, _meta: nested(30, draw) } }),
    () => ({ ...Object(body), params: { ...params, arguments: { query: 'x'.repeat(1_100_000) } } }),
  ]
  return { body: pick(draw, bodies)(), headers }
}

function nested(depth: number, draw: Draw): unknown {
  let value: unknown = {}
  for (let level = 0; level < depth; level++) value = draw() < 0.5 ? [value] : { items: value }
  return value
}

function wide(members: number): object {
  return Object.fromEntries(Array.from({ length: members }, (_, at) => [`m${at}`, at]))
}
