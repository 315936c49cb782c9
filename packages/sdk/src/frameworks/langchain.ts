import { ToolMessage } from '@langchain/core/messages'
import { StructuredTool, type StructuredToolCallInput, type ToolRunnableConfig } from '@langchain/core/tools'
import type { JSONSchema } from '@langchain/core/utils/json_schema'
import type { AgentTool, AgentTools } from '../tools/agent-tool.ts'

/**
 * The tools for `createAgent`, `bindTools` and graphs of LangChain.js 1.
 *
 * What the model can mend becomes a `ToolMessage` with the status `error`. Any other failure is thrown by `invoke` as
 * a SallyportError. `createAgent` and `ToolNode` show to the model whatever a tool throws, and go on, unless they are told
 * otherwise: an agent by {@link endOnFailure}, a node by `handleToolErrors: false`. The data of a result is the `artifact`
 * of its message.
 *
 * @example
 * ```ts
 * import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
 * import type { AgentTools } from 'sallyport'
 * import { langchainTools } from 'sallyport/langchain'
 *
 * function withTools(model: BaseChatModel, tools: AgentTools) {
 *   return model.bindTools?.(langchainTools(tools))
 * }
 * ```
 */
export function langchainTools({ tools }: AgentTools): StructuredTool<JSONSchema>[] {
  return tools.map((tool) => new LangchainTool(tool))
}

/** What is read of a call that middleware wraps. */
interface WrappedCall {
  readonly tool?: unknown
  readonly toolCall: { readonly id?: string | undefined; readonly name: string }
}

/**
 * Middleware for `createAgent`, by which a failure that no model can mend ends the agent: `invoke` rejects with it. Errors
 * of other tools the model reads, as without it.
 *
 * @example
 * ```ts
 * import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
 * import { createAgent } from 'langchain'
 * import type { AgentTools } from 'sallyport'
 * import { endOnFailure, langchainTools } from 'sallyport/langchain'
 *
 * function assistant(model: BaseChatModel, tools: AgentTools) {
 *   return createAgent({ model, tools: langchainTools(tools), middleware: [endOnFailure] })
 * }
 * ```
 */
export const endOnFailure = { name: 'SallyportEndOnFailure', wrapToolCall }

async function wrapToolCall<Call extends WrappedCall, Message>(
  call: Call,
  run: (call: Call) => Message | Promise<Message>,
): Promise<Message | ToolMessage> {
  try {
    return await run(call)
  } catch (error) {
    if (call.tool instanceof LangchainTool) throw error
    const { id = '', name } = call.toolCall
    const content = `${error instanceof Error ? error.message : error}\nPlease fix your mistakes.`
    return new ToolMessage({ content, name, tool_call_id: id, status: 'error' })
  }
}

/** Runs whatever it is given: the tool checks by itself, and says to the model what is wrong. */
class UncheckedTool extends StructuredTool<JSONSchema> {
  readonly name: string
  readonly description: string
  readonly schema: JSONSchema
  readonly #tool: AgentTool

  constructor(tool: AgentTool, schema: JSONSchema = {}) {
    super({
      responseFormat: 'content_and_artifact',
      metadata: { title: tool.title, effect: tool.effect },
    })
    this.name = tool.name
    this.description = tool.description
    this.schema = schema
    this.#tool = tool
  }

  static override lc_name(): string {
    return 'SallyportTool'
  }

  protected override async _call(input: unknown, _run: unknown, config?: ToolRunnableConfig) {
    const callId = config?.toolCall?.id
    const outcome = await this.#tool.run(input, {
      ...(callId !== undefined && { callId }),
      ...(config?.signal && { signal: config.signal }),
    })
    if (outcome.kind === 'result') return [outcome.text, outcome.data] as const
    const { text: content } = outcome
    const failed = { status: 'error', content, name: this.name } as const
    return [callId === undefined ? content : new ToolMessage({ ...failed, tool_call_id: callId }), undefined]
  }
}

/**
 * Shows the schema to the model. LangChain would hold inputs to it as well, and throw where a model leaves out what may be
 * null.
 */
class LangchainTool extends UncheckedTool {
  readonly #unchecked: UncheckedTool

  constructor(tool: AgentTool) {
    super(tool, tool.inputSchema as JSONSchema)
    this.#unchecked = new UncheckedTool(tool)
  }

  override invoke<
    Input extends StructuredToolCallInput<JSONSchema>,
    Config extends ToolRunnableConfig | undefined,
  >(input: Input, config?: Config) {
    return this.#unchecked.invoke(input, config)
  }
}
