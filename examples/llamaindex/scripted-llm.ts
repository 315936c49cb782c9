import {
  type ChatMessage,
  type ChatResponse,
  type ChatResponseChunk,
  type LLMChatParamsNonStreaming,
  type LLMChatParamsStreaming,
  type LLMMetadata,
  type ToolCall,
  ToolCallLLM,
} from '@llamaindex/core/llms'

/** A model that says its lines, and keeps whether the results it was given were errors. */
export class ScriptedLlm extends ToolCallLLM {
  readonly supportToolCall = true
  readonly metadata: LLMMetadata = {
    model: 'scripted',
    temperature: 0,
    topP: 1,
    contextWindow: 100_000,
    tokenizer: undefined,
    structuredOutput: false,
  }
  heard: boolean[] = []
  readonly #lines: (string | ToolCall)[]

  constructor(lines: readonly (string | ToolCall)[]) {
    super()
    this.#lines = [...lines]
  }

  override chat(asked: LLMChatParamsStreaming): Promise<AsyncIterable<ChatResponseChunk>>
  override chat(asked: LLMChatParamsNonStreaming): Promise<ChatResponse>
  override async chat({ messages }: LLMChatParamsStreaming | LLMChatParamsNonStreaming) {
    this.heard = messages.flatMap(({ options }: ChatMessage) => {
      if (!options || !('toolResult' in options)) return []
      return [(options.toolResult as { readonly isError: boolean }).isError]
    })
    // Agents ask for streams and nothing else.
    return stream(this.#lines.shift() ?? '') as AsyncIterable<ChatResponseChunk> & ChatResponse
  }
}

async function* stream(line: string | ToolCall): AsyncIterable<ChatResponseChunk> {
  if (typeof line === 'string') yield { delta: line, raw: null }
  else yield { delta: '', raw: null, options: { toolCall: [line] } }
}
