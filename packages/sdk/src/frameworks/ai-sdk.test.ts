import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import { convertToModelMessages, generateText, isStepCount, streamText } from 'ai'
import { aiSdkTools } from './ai-sdk.ts'
import { describeFramework, Script, type Turn } from './conformance.ts'
import { aiSdkModel } from './testing/ai-sdk-model.ts'
import { PractiseTools } from './testing/practise-tools.ts'

describeFramework({
  name: 'AI SDK, generateText',
  async run(tools, script, signal) {
    const options = { ...loop, tools: aiSdkTools(tools), model: aiSdkModel(script) }
    return (await generateText({ ...options, ...(signal && { abortSignal: signal }) })).text
  },
  offers: strictness,
})

describeFramework({
  name: 'AI SDK, streamText',
  async run(tools, script, signal) {
    const options = { ...loop, tools: aiSdkTools(tools), model: aiSdkModel(script), onError: () => {} }
    return await streamText({ ...options, ...(signal && { abortSignal: signal }) }).text
  },
  offers: strictness,
})

test('a stream of the AI SDK breaks off at a failure that no model can mend', async () => {
  const { tools } = new PractiseTools()
  const script = new Script([gone, { say: 'I made something up.' }])
  const { fullStream } = streamText({
    ...loop,
    tools: aiSdkTools(tools),
    model: aiSdkModel(script),
    onError: () => {},
  })
  const read = async () => {
    for await (const part of fullStream) assert.notEqual(part.type, 'text-delta')
  }
  await assert.rejects(read, SallyportError.isInstance)
  assert.equal(script.questions.length, 1)
})

test('messages that were stored show that a run of the AI SDK had ended, and end no other', async () => {
  const tools = aiSdkTools(new PractiseTools().tools)
  const input = { number: 404 }
  const output: unknown = await tools['practise-issues_get']?.execute?.(input, {
    toolCallId: 'call_1',
    messages: [],
    context: {},
  })
  const part = { type: 'dynamic-tool', toolName: 'practise-issues_get', toolCallId: 'call_1', input } as const
  const stored = { ...part, state: 'output-available', output: JSON.parse(JSON.stringify(output)) } as const
  const messages = await convertToModelMessages([{ role: 'assistant', parts: [stored] }], { tools })
  assert.match(JSON.stringify(messages), /"error-text","value":"The account has to be connected anew\."/)
})

const loop = { prompt: 'What is issue 7?', stopWhen: isStepCount(10), maxRetries: 0 }

const gone: Turn = { calls: [{ id: 'call_1', name: 'practise-issues_get', input: { number: 404 } }] }

/** The mark of strict mode goes to the vendor, which may take it or leave it. */
function strictness({ name }: { readonly name: string }) {
  return { strict: name === 'practise-issues_get' }
}
