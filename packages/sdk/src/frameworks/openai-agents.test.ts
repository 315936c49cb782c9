import { Agent, type ModelRequest, Runner } from '@openai/agents-core'
import { assistantMessage, functionCall, modelResponder, ScriptedModel } from '@openai/agents-core/testing'
import { describeFramework, type Question, type Script, type Turn } from './conformance.ts'
import { openaiAgentsTools } from './openai-agents.ts'

describeFramework({
  name: 'OpenAI Agents SDK',
  async run(tools, script, signal) {
    const model = new ScriptedModel(Array.from({ length: 5 }, () => modelResponder(answerOf(script))))
    const agent = new Agent({ name: 'Assistant', model, tools: openaiAgentsTools(tools) })
    const runner = new Runner({ tracingDisabled: true })
    const { finalOutput } = await runner.run(agent, 'What is issue 7?', signal ? { signal } : {})
    return String(finalOutput)
  },
  offers: ({ name }) => ({ strict: name === 'practise-issues_get' }),
})

function answerOf(script: Script) {
  return ({ request }: { readonly request: ModelRequest }) => [itemOf(script.next(questionOf(request)))]
}

function itemOf(turn: Turn) {
  if ('say' in turn) return assistantMessage(turn.say)
  const { id, name, input } = turn.call
  return functionCall(name, { ...input }, { callId: id })
}

function questionOf({ input, tools }: ModelRequest): Question {
  const items = typeof input === 'string' ? [] : input
  return {
    tools: tools.flatMap((tool) => {
      if (tool.type !== 'function') return []
      const { name, description, parameters, strict } = tool
      return [{ name, description, schema: parameters, strict }]
    }),
    results: items.flatMap((item) => {
      if (item.type !== 'function_call_result') return []
      const { output } = item
      const isText = typeof output === 'object' && 'text' in output
      return [{ text: isText ? String(output.text) : String(output) }]
    }),
  }
}
