import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AIMessage, type BaseMessage, HumanMessage, ToolMessage } from '@langchain/core/messages'
import { fakeModel } from '@langchain/core/testing'
import { convertToOpenAITool } from '@langchain/core/utils/function_calling'
import { describeFramework, type Question, type Turn } from './conformance.ts'
import { langchainTools } from './langchain.ts'
import { PractiseTools } from './testing/practise-tools.ts'

type Tools = ReturnType<typeof langchainTools>

describeFramework({
  name: 'LangChain',
  async run(agentTools, script, signal) {
    const tools = langchainTools(agentTools)
    const answer = (messages: BaseMessage[]) => messageOf(script.next(questionOf(messages, tools)))
    const script5 = Array.from({ length: 5 }).reduce<ReturnType<typeof fakeModel>>(
      (model) => model.respond(answer),
      fakeModel(),
    )
    const model = script5.bindTools(tools)
    const messages: BaseMessage[] = [new HumanMessage('What is issue 7?')]
    for (;;) {
      const said = await model.invoke(messages)
      messages.push(said)
      if (!said.tool_calls?.length) return said.text
      for (const call of said.tool_calls) {
        const tool = tools.find(({ name }) => name === call.name)
        const result = await tool?.invoke({ ...call, type: 'tool_call' }, signal ? { signal } : {})
        messages.push(result)
      }
    }
  },
})

test('the data of a result is the artifact of its message in LangChain', async () => {
  const [get] = langchainTools(new PractiseTools().tools)
  const message = await get?.invoke({ type: 'tool_call', id: 'call_1', name: 'any', args: { number: 7 } })
  assert.ok(ToolMessage.isInstance(message))
  assert.deepEqual(message.artifact, { number: 7, title: 'Rain' })
})

test('a tool of LangChain that is called by hand gives its text, of failures too', async () => {
  const [get] = langchainTools(new PractiseTools().tools)
  assert.equal(await get?.invoke({ number: 7 }), '{"number":7,"title":"Rain"}')
  assert.match(await get?.invoke({ number: 'seven' }), /number has to be an integer/)
})

function messageOf(turn: Turn): AIMessage {
  if ('say' in turn) return new AIMessage(turn.say)
  const calls = turn.calls.map(
    ({ id, name, input }) => ({ id, name, args: { ...input }, type: 'tool_call' }) as const,
  )
  return new AIMessage({ content: '', tool_calls: calls })
}

function questionOf(messages: readonly BaseMessage[], tools: Tools): Question {
  return {
    tools: tools.map((tool) => {
      const { name, description, parameters } = convertToOpenAITool(tool).function
      return { name, description, schema: parameters }
    }),
    results: messages.flatMap((message) => {
      if (!ToolMessage.isInstance(message)) return []
      const { tool_call_id: callId, text, status } = message
      return [{ callId, text, isError: status === 'error' }]
    }),
  }
}
