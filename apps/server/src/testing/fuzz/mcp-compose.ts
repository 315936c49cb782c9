import { BROKEN, type Composed, HEADERS } from './compose.ts'
import { type Draw, pick } from './draw.ts'
import { huge, type McpMaterial, type McpMessage, several, sound, spoiled } from './mcp-messages.ts'

/** A request to the door, and what was meant by it. */
export interface ComposedMcp extends Composed {
  /** Undefined where it is no JSON. */
  readonly message: unknown
}

export interface McpComposition extends McpMaterial {
  /** The first one is good for everything. */
  readonly bearers: readonly (string | undefined)[]
}

/** What a client says wrongly beside its message. */
const MCP_HEADERS: readonly Readonly<Record<string, string>>[] = [
  { 'mcp-protocol-version': '1999-01-01' },
  { 'mcp-protocol-version': '2026-07-28' },
  { 'mcp-protocol-version': '' },
  { 'mcp-protocol-version': '2025-06-18, 2025-03-26' },
  { 'mcp-protocol-version': 'x'.repeat(5_000) },
  { 'mcp-method': 'tools/list' },
  { 'mcp-method': '' },
  { 'mcp-name': 'another' },
  { 'mcp-name': '=?base64?////?=' },
  { 'mcp-param-x': 'y' },
  { 'mcp-session-id': 'x'.repeat(1_000) },
  { 'last-event-id': '7' },
  { accept: 'text/event-stream' },
  { accept: 'application/json;q=0' },
  { origin: 'https://evil.example' },
  { origin: 'null' },
  ...HEADERS,
]

const QUERIES = [
  '?max_tokens=20000',
  '?max_tokens=300&max_result_tokens=256',
  '?max_tokens=-1',
  '?max_tokens=999999&max_tokens=1',
  '?workspace=acme',
  '?workspace=',
  '?workspace=%00',
  '?workspace_id=nonsense',
  '?effects=destructive,money,external_message',
  '?effects=all',
  '?__proto__=1&constructor=2',
  `?${'x'.repeat(3_000)}`,
]

type Way = (composition: McpComposition) => ComposedMcp

/** What is sent, each kind by itself. */
export const MCP_WAYS: Readonly<Record<string, Way>> = {
  'mcp: requests as they are meant': (composition) => asked(composition, sound(composition)),
  'mcp: spoiled requests': (composition) => asked(composition, spoiled(composition)),
  'mcp: several at once': (composition) => asked(composition, several(composition)),
  'mcp: much': (composition) => asked(composition, huge(composition)),
  'mcp: wrong headers': (composition) => {
    const { body, headers } = sound(composition)
    return asked(composition, { body, headers: { ...headers, ...pick(composition.draw, MCP_HEADERS) } })
  },
  'mcp: no messages': (composition) => {
    const [type, body] = pick(composition.draw, BROKEN)
    const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type }
    return { ...asked(composition, { body: null, headers: {} }), headers, body, message: undefined }
  },
}

function asked({ draw, bearers }: McpComposition, { body, headers }: McpMessage): ComposedMcp {
  return {
    method: 'POST',
    path: `/mcp${draw() < 0.6 ? '' : pick(draw, QUERIES)}`,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    },
    body: JSON.stringify(body),
    bearer: bearerOf(draw, bearers),
    message: body,
  }
}

function bearerOf(draw: Draw, bearers: McpComposition['bearers']): string | undefined {
  return draw() < 0.8 ? bearers[0] : pick(draw, bearers)
}
