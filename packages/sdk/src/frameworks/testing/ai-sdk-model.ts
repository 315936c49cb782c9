import { convertArrayToReadableStream, MockLanguageModelV4 } from 'ai/test'
import type { Question, Script, ScriptedCall, Turn } from './script.ts'

type Asked = Parameters<MockLanguageModelV4['doGenerate']>[0]

/** The AI SDK's own double of a model, over a script. Other frameworks take it too. */
export function aiSdkModel(script: Script): MockLanguageModelV4 {
  return new MockLanguageModelV4({
    doGenerate: async (asked) => {
      const turn = script.next(questionOf(asked))
      return { content: partsOf(turn), ...endingOf(turn), warnings: [] }
    },
    doStream: async (asked) => {
      const turn = script.next(questionOf(asked))
      return {
        stream: convertArrayToReadableStream([...streamed(turn), { type: 'finish', ...endingOf(turn) }]),
      }
    },
  })
}

function endingOf(turn: Turn) {
  return {
    finishReason: { unified: 'say' in turn ? 'stop' : 'tool-calls', raw: undefined },
    usage: {
      inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
      outputTokens: { total: 1, text: 1, reasoning: 0 },
    },
  } as const
}

function partsOf(turn: Turn) {
  if ('say' in turn) return [{ type: 'text', text: turn.say } as const]
  return turn.calls.map(partOf)
}

function partOf({ id, name, input }: ScriptedCall) {
  return { type: 'tool-call', toolCallId: id, toolName: name, input: JSON.stringify(input) } as const
}

function streamed(turn: Turn) {
  if ('calls' in turn) return turn.calls.map(partOf)
  const id = 'text'
  return [
    { type: 'text-start', id },
    { type: 'text-delta', id, delta: turn.say },
    { type: 'text-end', id },
  ] as const
}

function questionOf({ prompt, tools = [] }: Asked): Question {
  const parts = prompt.flatMap((message) => (message.role === 'tool' ? message.content : []))
  return {
    tools: tools.flatMap((tool) => {
      if (tool.type !== 'function') return []
      const { name, description, inputSchema, strict = false } = tool
      return [{ name, description, schema: inputSchema, strict }]
    }),
    results: parts.flatMap((part) => {
      if (part.type !== 'tool-result' || !('value' in part.output)) return []
      const { toolCallId: callId, output } = part
      return [{ callId, text: String(part.output.value), isError: output.type === 'error-text' }]
    }),
  }
}
