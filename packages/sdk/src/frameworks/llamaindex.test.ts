import assert from 'node:assert/strict'
import {
  type ChatMessage,
  type ChatResponse,
  type ChatResponseChunk,
  type LLMChatParamsNonStreaming,
  type LLMChatParamsStreaming,
  type LLMMetadata,
  ToolCallLLM,
} from '@llamaindex/core/llms'
import { agent } from '@llamaindex/workflow'
import { describeFramework, type Question, type Script, type Turn } from './conformance.ts'
import { answerOf, llamaindexTools } from './llamaindex.ts'

describeFramework({
  name: 'LlamaIndex',
  async run(tools, script) {
    const workflow = agent({ llm: new ScriptedLlm(script), tools: llamaindexTools(tools) })
    return String(answerOf(await workflow.run('What is issue 7?')).result)
  },
  without: ['callId', 'signal'],
})

interface ToolResult {
  readonly id: string
  readonly result: string
  readonly isError: boolean
}

type Asked = LLMChatParamsStreaming | LLMChatParamsNonStreaming

class ScriptedLlm extends ToolCallLLM {
  readonly supportToolCall = true
  readonly metadata: LLMMetadata = {
    model: 'scripted',
    temperature: 0,
    topP: 1,
    contextWindow: 100_000,
    tokenizer: undefined,
    structuredOutput: false,
  }
  readonly #script: Script

  constructor(script: Script) {
    super()
    this.#script = script
  }

  override chat(asked: LLMChatParamsStreaming): Promise<AsyncIterable<ChatResponseChunk>>
  override chat(asked: LLMChatParamsNonStreaming): Promise<ChatResponse>
  override async chat(asked: Asked): Promise<AsyncIterable<ChatResponseChunk> | ChatResponse> {
    assert.equal(asked.stream, true)
    return chunks(this.#script.next(questionOf(asked)))
  }
}

async function* chunks(turn: Turn): AsyncIterable<ChatResponseChunk> {
  if ('say' in turn) yield { delta: turn.say, raw: null }
  else yield { delta: '', raw: null, options: { toolCall: [...turn.calls] } }
}

function questionOf({ messages, tools = [] }: Asked): Question {
  return {
    tools: tools.map(({ metadata: { name, description, parameters } }) => ({
      name,
      description,
      schema: parameters,
    })),
    results: messages.flatMap(({ options }: ChatMessage) => {
      if (!options || !('toolResult' in options)) return []
      const { id, result, isError } = options.toolResult as ToolResult
      return [{ callId: id, text: result, isError }]
    }),
  }
}
