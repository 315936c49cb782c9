import { dynamicTool, type JSONSchema7, jsonSchema, type ToolSet } from 'ai'
import type { AgentTool, AgentTools } from '../tools/agent-tool.ts'
import { EndOfRun, endOfRun } from './end-of-run.ts'
import { runTool, type ToolResult } from './run-tool.ts'

/**
 * The tools for `generateText`, `streamText` and agents of the AI SDK 7.
 *
 * What the model can mend becomes a `tool-error` part, and the loop goes on. Any other failure rejects
 * `generateText`, and the promises and streams of `streamText`, with its SallyportError. The output of a tool is
 * `{ text, data }`, of which the model reads `text`; `toolMetadata` of a call says the title and the effect.
 *
 * @example
 * ```ts
 * import { generateText, isStepCount, type LanguageModel } from 'ai'
 * import type { AgentTools } from 'sallyport'
 * import { aiSdkTools } from 'sallyport/ai-sdk'
 *
 * async function answer(model: LanguageModel, tools: AgentTools, prompt: string) {
 *   const { text } = await generateText({ model, prompt, tools: aiSdkTools(tools), stopWhen: isStepCount(20) })
 *   return text
 * }
 * ```
 */
export function aiSdkTools({ tools }: AgentTools): ToolSet {
  return Object.fromEntries(tools.map((tool) => [tool.name, aiSdkTool(tool)]))
}

function aiSdkTool(tool: AgentTool) {
  return dynamicTool({
    description: tool.description,
    inputSchema: jsonSchema(tool.inputSchema as JSONSchema7),
    strict: tool.strict,
    metadata: { title: tool.title, effect: tool.effect },
    // What this throws the AI SDK shows to the model, and goes on. What it returns goes through `toModelOutput` before the
    // next step, and what that throws ends the run.
    execute: (input, { toolCallId, abortSignal }) =>
      runTool(tool, input, { callId: toolCallId, signal: abortSignal }).catch(endOfRun),
    toModelOutput: ({ output }) => modelOutput(output as ToolResult | EndOfRun),
  })
}

function modelOutput(output: ToolResult | EndOfRun) {
  if (output instanceof EndOfRun) throw output.error
  // Messages that were stored come back as plain objects: a run that ended is then a thing of the past.
  return { type: 'failed' in output ? ('error-text' as const) : ('text' as const), value: output.text }
}
