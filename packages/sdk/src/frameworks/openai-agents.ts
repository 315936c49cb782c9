import { tool as functionTool, type Tool } from '@openai/agents-core'
import type { AgentTool, AgentTools } from '../tools/agent-tool.ts'
import { runTool, ToolCorrection } from './run-tool.ts'

/**
 * The tools for an `Agent` of the OpenAI Agents SDK.
 *
 * What the model can mend goes to it as the output of the call. Any other failure ends the run: `run` rejects with a
 * `ToolCallError` whose `error` is the SallyportError.
 *
 * @example
 * ```ts
 * import { Agent } from '@openai/agents-core'
 * import type { AgentTools } from 'sallyport'
 * import { openaiAgentsTools } from 'sallyport/openai-agents'
 *
 * function assistant(tools: AgentTools) {
 *   return new Agent({ name: 'Assistant', instructions: 'Help with issues.', tools: openaiAgentsTools(tools) })
 * }
 * ```
 */
export function openaiAgentsTools({ tools }: AgentTools): Tool[] {
  // `tool` puts an underscore for a hyphen. The API takes hyphens, and texts for models name tools as they are.
  return tools.map((tool) => ({ ...openaiAgentsTool(tool), name: tool.name }))
}

/** What the types of the SDK ask of a schema. It passes schemas that are not strict on as they are. */
interface ObjectSchema<Additional extends boolean> {
  readonly type: 'object'
  readonly properties: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly required: string[]
  readonly additionalProperties: Additional
}

function openaiAgentsTool(tool: AgentTool) {
  const { name, description, inputSchema } = tool
  const execute = async (input: unknown, _context?: unknown, details?: Details) => {
    const call = { callId: details?.toolCall?.callId, signal: details?.signal }
    return (await runTool(tool, input, call)).text
  }
  const shared = { name, description, execute, errorFunction: forModel }
  return tool.strict
    ? functionTool({ ...shared, strict: true, parameters: inputSchema as unknown as ObjectSchema<false> })
    : functionTool({ ...shared, strict: false, parameters: inputSchema as unknown as ObjectSchema<true> })
}

interface Details {
  readonly toolCall?: { readonly callId: string }
  readonly signal?: AbortSignal
}

/** What this throws ends the run; what it returns the model reads. */
function forModel(_context: unknown, error: unknown): string {
  if (error instanceof ToolCorrection) return error.message
  throw error
}
