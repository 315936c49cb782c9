import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Agent, type ModelRequest, Runner } from '@openai/agents-core'
import { assistantMessage, functionCall, modelResponder, ScriptedModel } from '@openai/agents-core/testing'
import { describeFramework, type Question, Script, type Turn } from './conformance.ts'
import { openaiAgentsTools } from './openai-agents.ts'
import { PractiseTools } from './testing/practise-tools.ts'

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

test('a call that is no JSON is made anew by the model in the OpenAI Agents SDK', async () => {
  const broken = {
    ...functionCall('practise-issues_get', {}, { callId: 'call_1' }),
    arguments: '{"number": 7',
  }
  const script = new Script([{ say: 'Done.' }])
  const model = new ScriptedModel([[broken], modelResponder(answerOf(script))])
  const agent = new Agent({ name: 'Assistant', model, tools: openaiAgentsTools(new PractiseTools().tools) })
  const { finalOutput } = await new Runner({ tracingDisabled: true }).run(agent, 'What is issue 7?')
  assert.equal(finalOutput, 'Done.')
  assert.match(script.heard[0]?.text ?? '', /JSON/)
})

function answerOf(script: Script) {
  return ({ request }: { readonly request: ModelRequest }) => itemsOf(script.next(questionOf(request)))
}

function itemsOf(turn: Turn) {
  if ('say' in turn) return [assistantMessage(turn.say)]
  return turn.calls.map(({ id, name, input }) => functionCall(name, { ...input }, { callId: id }))
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
      const { callId, output } = item
      const isText = typeof output === 'object' && 'text' in output
      return [{ callId, text: isText ? String(output.text) : String(output) }]
    }),
  }
}
