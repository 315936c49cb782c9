import type { AgentTool, AgentTools } from '../tools/agent-tool.ts'
import { EndOfRun, endOfRun } from './end-of-run.ts'
import { runTool, type ToolResult } from './run-tool.ts'

/**
 * The tools for an `Agent` of Mastra 1, under their names.
 *
 * What the model can mend becomes an error of the tool, and the agent goes on. Any other failure ends the run:
 * `generate` rejects, and a stream ends, with a plain error that Mastra makes of the SallyportError: name, message, `code`,
 * `act` and the like are its own, `SallyportError.isInstance` is false. The output of a tool is `{ text, data }`, of which
 * the model reads `text`.
 *
 * @example
 * ```ts
 * import { Agent } from '@mastra/core/agent'
 * import type { AgentTools } from 'sallyport'
 * import { mastraTools } from 'sallyport/mastra'
 *
 * function assistant(tools: AgentTools) {
 *   const instructions = 'Help with issues.'
 *   return new Agent({ id: 'assistant', name: 'Assistant', instructions, model: 'openai/gpt-5', tools: mastraTools(tools) })
 * }
 * ```
 */
export function mastraTools({ tools }: AgentTools): Record<string, MastraTool> {
  return Object.fromEntries(tools.map((tool) => [tool.name, mastraTool(tool)]))
}

/** What an agent of Mastra takes as a tool, so that nothing of Mastra has to be loaded to make one. */
export interface MastraTool {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly inputSchema: PassedOnSchema
  readonly strict: boolean
  execute(input: unknown, call?: MastraCall): Promise<ToolResult | EndOfRun>
  toModelOutput(output: unknown): { readonly type: 'text'; readonly value: string }
}

interface MastraCall {
  readonly toolCallId?: string
  readonly abortSignal?: AbortSignal | undefined
}

function mastraTool(tool: AgentTool): MastraTool {
  return {
    id: tool.name,
    title: tool.title,
    description: tool.description,
    inputSchema: passedOn(tool.inputSchema),
    strict: tool.strict,
    // What this throws Mastra shows to the model, and goes on. What `toModelOutput` throws ends the run.
    execute: (input, call) =>
      runTool(tool, input, { callId: call?.toolCallId, signal: call?.abortSignal }).catch(endOfRun),
    toModelOutput: (output) => modelOutput(output as ToolResult | EndOfRun),
  }
}

function modelOutput(output: ToolResult | EndOfRun) {
  if (output instanceof EndOfRun) throw output.error
  return { type: 'text', value: output.text } as const
}

/** JSON Schema in the clothes of a Standard Schema (standardschema.dev/json-schema). */
interface PassedOnSchema {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: 'sallyport'
    validate(value: unknown): { readonly value: unknown }
    readonly jsonSchema: Readonly<Record<'input' | 'output', () => Record<string, unknown>>>
  }
}

/** The schema reaches the model as it is. Inputs are checked by the tool, which says to the model what is wrong. */
function passedOn(schema: AgentTool['inputSchema']): PassedOnSchema {
  const asItIs = () => ({ ...schema })
  const validate = (value: unknown) => ({ value })
  return {
    '~standard': {
      version: 1,
      vendor: 'sallyport',
      validate,
      jsonSchema: { input: asItIs, output: asItIs },
    },
  }
}
