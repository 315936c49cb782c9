import { type ToolCall, ToolMessage } from '@langchain/core/messages'
import {
  StructuredTool,
  type StructuredToolCallInput,
  ToolInputParsingException,
  type ToolReturnType,
  type ToolRunnableConfig,
} from '@langchain/core/tools'
import type { JSONSchema } from '@langchain/core/utils/json_schema'
import type { AgentTool, AgentTools } from '../tools/agent-tool.ts'

/**
 * The tools for `createAgent`, `bindTools` and graphs of LangChain.js 1.
 *
 * What the model can mend becomes a `ToolMessage` with the status `error`. Any other failure is thrown by `invoke` as
 * a SallyportError, which ends `createAgent`; a `ToolNode` of LangGraph has to be told so (`handleToolErrors: false`),
 * since by itself it shows all errors to the model. The data of a result is the `artifact` of its message.
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

class LangchainTool extends StructuredTool<JSONSchema> {
  readonly name: string
  readonly description: string
  readonly schema: JSONSchema
  readonly #tool: AgentTool

  constructor(tool: AgentTool) {
    super({
      responseFormat: 'content_and_artifact',
      metadata: { title: tool.title, effect: tool.effect },
    })
    this.name = tool.name
    this.description = tool.description
    this.schema = tool.inputSchema as JSONSchema
    this.#tool = tool
  }

  static override lc_name(): string {
    return 'SallyportTool'
  }

  /**
   * LangChain checks the input by the schema and throws what it finds, in the words of a validator. The tool checks
   * by itself and says it to the model.
   */
  override async invoke<
    Input extends StructuredToolCallInput<JSONSchema>,
    Config extends ToolRunnableConfig | undefined,
  >(input: Input, config?: Config) {
    try {
      return await super.invoke(input, config)
    } catch (error) {
      if (!(error instanceof ToolInputParsingException)) throw error
      const isCall = typeof input === 'object' && input !== null && 'args' in input && 'name' in input
      const toolCall = isCall ? (input as ToolCall) : config?.toolCall
      const [content] = await this._call(isCall ? input.args : input, undefined, {
        ...config,
        ...(toolCall && { toolCall }),
      })
      return content as ToolReturnType<Input, Config, string>
    }
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
