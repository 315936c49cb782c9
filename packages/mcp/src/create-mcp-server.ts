import {
  CLIENT_CAPABILITIES_META_KEY,
  ProtocolError,
  Server,
  type ServerContext,
} from '@modelcontextprotocol/server'
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/server/validators/ajv'
import { asksForms } from './asks-forms.ts'
import type { McpHost } from './host.ts'
import { protocolFailure } from './protocol-failure.ts'

/** How long a client may keep the list of tools: what a connector offers changes by hand. */
const LIST_TTL_MS = 60_000

/** Shared: whatever makes one anew for every request compiles its schemas anew. */
const validator = new AjvJsonSchemaValidator()

/**
 * A server of the protocol over a host, of every revision that the SDK speaks: for one request over HTTP, or for one
 * connection over stdio. It keeps nothing that a second server would need.
 *
 * The SDK calls its low-level class deprecated in favour of one that compiles a schema for each tool; here the tools
 * are data, and what they take is checked where they are carried out.
 */
export function createMcpServer(host: McpHost, onFailure: (error: Error) => void): Server {
  const server = new Server(host.server, {
    capabilities: { tools: {} },
    instructions: host.instructions,
    jsonSchemaValidator: validator,
    cacheHints: { 'tools/list': { ttlMs: LIST_TTL_MS, cacheScope: 'private' } },
  })
  /** The SDK would send whatever an error says. */
  const failing = (signal: AbortSignal) => (error: unknown) => {
    signal.throwIfAborted()
    const { code, message } = protocolFailure(error, onFailure)
    throw new ProtocolError(code, message)
  }
  server.setRequestHandler('tools/list', async (_request, { mcpReq: { signal } }) => ({
    tools: [...(await host.listTools(signal).catch(failing(signal)))],
  }))
  server.setRequestHandler('tools/call', ({ params }, context) =>
    host
      .callTool({
        name: params.name,
        input: params.arguments ?? {},
        asks: canAsk(server, context),
        answers: context.mcpReq.inputResponses ?? {},
        state: stateOf(context),
        signal: context.mcpReq.signal,
      })
      .catch(failing(context.mcpReq.signal)),
  )
  return server
}

function stateOf({ mcpReq }: ServerContext): string | undefined {
  const state: unknown = mcpReq.requestState()
  return typeof state === 'string' ? state : undefined
}

/**
 * The 2026-07-28 revision names the client's capabilities with every request; before, they were said once on a
 * connection, so that a server of one request knows none.
 */
function canAsk(server: Server, { mcpReq }: ServerContext): boolean {
  const said: unknown = Object(mcpReq.envelope)[CLIENT_CAPABILITIES_META_KEY]
  return asksForms(said ?? server.getClientCapabilities())
}
