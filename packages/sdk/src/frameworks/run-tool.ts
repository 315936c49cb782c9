import type { AgentTool } from '../tools/agent-tool.ts'

/** What a tool gave: the text that the model reads, and the same as data for the application. */
export interface ToolResult {
  readonly text: string
  readonly data: unknown
}

/** What a framework knows of a call, where it knows it. */
export interface FrameworkCall {
  readonly callId?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/** The call failed by what the model gave: its message is for the model, which may try again. Leaves no adapter. */
export class ToolCorrection extends Error {
  override readonly name = 'ToolCorrection'
}

/**
 * Runs a tool for a framework that hears of failures by exceptions.
 *
 * @throws ToolCorrection for what the model can mend.
 * @throws SallyportError for everything else.
 */
export async function runTool(tool: AgentTool, input: unknown, call: FrameworkCall): Promise<ToolResult> {
  const outcome = await tool.run(input, {
    ...(call.callId !== undefined && { callId: call.callId }),
    ...(call.signal && { signal: call.signal }),
  })
  if (outcome.kind === 'correct') throw new ToolCorrection(outcome.text)
  return { text: outcome.text, data: outcome.data }
}
