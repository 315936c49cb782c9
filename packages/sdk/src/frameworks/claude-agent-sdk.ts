import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import {
  CallToolRequestSchema,
  type CallToolResult,
  ListToolsRequestSchema,
  type Tool,
} from '@modelcontextprotocol/sdk/types.js'
import type { AgentTool, AgentTools } from '../tools/agent-tool.ts'

const SERVER = 'sallyport'
/** Under which Claude Code hands on the id that the model gave to its call. */
const CALL_ID = 'claudecode/toolUseId'

/** What goes into the options of `query`, and what comes of it. */
export interface ClaudeAgentTools {
  /** To be spread into the options of one `query`. */
  readonly options: {
    readonly mcpServers: Record<string, { type: 'sdk'; name: string; instance: McpServer }>
    readonly allowedTools: string[]
    readonly hooks: { PostToolUse: { hooks: StopHook[] }[] }
  }
  /**
   * The messages of that `query`, as they come.
   *
   * @throws SallyportError in place of the result, once the run has ended by a failure that no model can mend.
   */
  messages<Message extends { readonly type: string }>(query: AsyncIterable<Message>): AsyncIterable<Message>
}

type StopHook = () => Promise<{ continue: false; stopReason: string } | { continue: true }>

/**
 * The tools for one `query` of the Claude Agent SDK, as an MCP server in this process. Each run takes its own.
 *
 * What the model can mend becomes a result that is an error. After any other failure a hook ends the run, with its message
 * as the reason; `messages` throws it as the SallyportError that it is.
 *
 * @example
 * ```ts
 * import { query } from '@anthropic-ai/claude-agent-sdk'
 * import type { AgentTools } from 'sallyport'
 * import { claudeAgentTools } from 'sallyport/claude-agent-sdk'
 *
 * async function ask(tools: AgentTools, prompt: string) {
 *   const { options, messages } = claudeAgentTools(tools)
 *   for await (const message of messages(query({ prompt, options }))) {
 *     if (message.type === 'result' && message.subtype === 'success') return message.result
 *   }
 * }
 * ```
 */
export function claudeAgentTools({ tools }: AgentTools): ClaudeAgentTools {
  const run = new Run()
  const hook: StopHook = async () =>
    run.failure ? { continue: false, stopReason: run.failure.message } : { continue: true }
  return {
    options: {
      mcpServers: { [SERVER]: { type: 'sdk', name: SERVER, instance: serverOf(tools, run) } },
      allowedTools: tools.map(({ name }) => `mcp__${SERVER}__${name}`),
      hooks: { PostToolUse: [{ hooks: [hook] }] },
    },
    messages: (query) => watched(query, run),
  }
}

/** What one run came to. */
class Run {
  failure: { readonly error: unknown; readonly message: string } | undefined

  failed(error: unknown): string {
    const message = error instanceof Error ? error.message : String(error)
    this.failure ??= { error, message }
    return message
  }
}

async function* watched<Message extends { readonly type: string }>(
  query: AsyncIterable<Message>,
  run: Run,
): AsyncIterable<Message> {
  try {
    for await (const message of query) {
      // Claude Code calls it a success that a hook has ended the run.
      if (run.failure && message.type === 'result') break
      yield message
    }
  } catch (error) {
    throw run.failure ? run.failure.error : error
  }
  if (run.failure) throw run.failure.error
}

/** The server beneath takes JSON Schema as it is; the one above it would have it made from Zod. */
function serverOf(tools: readonly AgentTool[], run: Run): McpServer {
  const instance = new McpServer({ name: SERVER, version: '1.0.0' }, { capabilities: { tools: {} } })
  const byName = new Map(tools.map((tool) => [tool.name, tool]))
  instance.server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: tools.map(shown) }))
  instance.server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal }) => {
    const tool = byName.get(params.name)
    if (!tool) return result(`There is no tool "${params.name}".`, true)
    const callId = params._meta?.[CALL_ID]
    try {
      const outcome = await tool.run(params.arguments ?? {}, {
        signal,
        ...(typeof callId === 'string' && { callId }),
      })
      return result(outcome.text, outcome.kind === 'correct')
    } catch (error) {
      // Only after a result that is no error can a hook end the run, before the model reads it.
      return result(run.failed(error), false)
    }
  })
  return instance
}

function shown({ name, title, description, inputSchema, effect }: AgentTool): Tool {
  return {
    name,
    title,
    description,
    inputSchema: inputSchema as Tool['inputSchema'],
    // They are chosen within a budget already: Claude Code is not to choose among them once more.
    _meta: { 'anthropic/alwaysLoad': true },
    annotations: { readOnlyHint: effect === 'read', destructiveHint: effect === 'destructive' },
  }
}

function result(text: string, isError: boolean): CallToolResult {
  return { content: [{ type: 'text', text }], isError }
}
