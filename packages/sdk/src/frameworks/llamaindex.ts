import type { BaseToolWithCall } from '@llamaindex/core/llms'
import { agentToolCallResultEvent, getContext, stopAgentEvent } from '@llamaindex/workflow'
import type { AgentTool, AgentTools } from '../tools/agent-tool.ts'
import { runTool, ToolCorrection } from './run-tool.ts'

/**
 * The tools for agents of LlamaIndex.TS.
 *
 * What the model can mend becomes a result that is an error. LlamaIndex makes one of whatever a tool throws and lets
 * the model go on, so any other failure ends the workflow by its own event: `run` gives it in place of an answer, and
 * {@link answerOf} throws it. Calls have no ids and no signals here.
 *
 * @example
 * ```ts
 * import { agent } from '@llamaindex/workflow'
 * import type { ToolCallLLM } from '@llamaindex/core/llms'
 * import type { AgentTools } from 'sallyport'
 * import { answerOf, llamaindexTools } from 'sallyport/llamaindex'
 *
 * async function ask(llm: ToolCallLLM, tools: AgentTools, question: string) {
 *   return answerOf(await agent({ llm, tools: llamaindexTools(tools) }).run(question)).result
 * }
 * ```
 */
export function llamaindexTools({ tools }: AgentTools): BaseToolWithCall[] {
  return tools.map((tool) => ({
    metadata: { name: tool.name, description: tool.description, parameters: tool.inputSchema },
    call: (input: unknown) => callTool(tool, input),
  }))
}

/**
 * What a run of a workflow ended with.
 *
 * @throws SallyportError where that is a failure that no model can mend.
 */
export function answerOf<Data extends object>({ data }: { readonly data: Data }): Data {
  if (failures.has(data)) throw failures.get(data)
  return data
}

/** By the data of the events that ended their runs. */
const failures = new WeakMap<object, unknown>()

async function callTool(tool: AgentTool, input: unknown): Promise<string> {
  const workflow = currentWorkflow()
  try {
    const { text } = await runTool(tool, input, {})
    if (workflow) showAsItIs(workflow, text)
    return text
  } catch (error) {
    if (!workflow) throw error
    if (error instanceof ToolCorrection) {
      showAsItIs(workflow, error.message)
      throw error
    }
    const content = error instanceof Error ? error.message : String(error)
    const data = { result: content, message: { role: 'assistant' as const, content } }
    failures.set(data, error)
    workflow.sendEvent(stopAgentEvent.with(data))
    // Whatever this gave, the model would be asked once more.
    return new Promise(() => {})
  }
}

type Workflow = ReturnType<typeof getContext>

/** An agent takes the double quotes out of what a tool gives, which leaves JSON that nobody can read. */
function showAsItIs({ stream }: Workflow, text: string): void {
  const done = stream.on(agentToolCallResultEvent, ({ data }) => {
    data.toolOutput.result = text
    done()
  })
}

/** None where a program calls tools in a loop of its own. */
function currentWorkflow(): Workflow | undefined {
  try {
    return getContext()
  } catch {
    return undefined
  }
}
