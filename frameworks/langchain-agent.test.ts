import { AIMessage, type BaseMessage, ToolMessage } from '@langchain/core/messages'
import { fakeModel } from '@langchain/core/testing'
import { createAgent } from 'langchain'
import { describeFramework, type Question, type Turn } from 'sallyport/frameworks/conformance'
import { endOnFailure, langchainTools } from 'sallyport/langchain'

describeFramework({
  name: 'createAgent of LangChain',
  async run(agentTools, script, signal) {
    const tools = langchainTools(agentTools)
    const offered = agentTools.tools.map(({ name, description, inputSchema: schema }) => ({
      name,
      description,
      schema,
    }))
    const model = fakeModel()
    for (let turn = 0; turn < 5; turn++) {
      model.respond((messages) => messageOf(script.next({ tools: offered, results: resultsOf(messages) })))
    }
    // #region agent
    const agent = createAgent({ model, tools, middleware: [endOnFailure] })
    // #endregion
    const { messages } = await agent.invoke(
      { messages: [{ role: 'user', content: 'What is issue 7?' }] },
      signal ? { signal } : {},
    )
    return messages.at(-1)?.text ?? ''
  },
})

function messageOf(turn: Turn): AIMessage {
  if ('say' in turn) return new AIMessage(turn.say)
  const calls = turn.calls.map(
    ({ id, name, input }) => ({ id, name, args: { ...input }, type: 'tool_call' }) as const,
  )
  return new AIMessage({ content: '', tool_calls: calls })
}

function resultsOf(messages: readonly BaseMessage[]): Question['results'] {
  return messages.flatMap((message) => {
    if (!ToolMessage.isInstance(message)) return []
    const { tool_call_id: callId, text, status } = message
    return [{ callId, text, isError: status === 'error' }]
  })
}
