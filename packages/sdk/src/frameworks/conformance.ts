import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import type { AgentTools } from '../tools/agent-tool.ts'
import { PractiseTools } from './testing/practise-tools.ts'
import { type OfferedTool, Script, type ScriptedCall, type Turn } from './testing/script.ts'

export type { HeardResult, OfferedTool, Question, ScriptedCall, Turn } from './testing/script.ts'
export { Script } from './testing/script.ts'

/** A framework, with its own double of a model that does what the script says. */
export interface FrameworkUnderTest {
  readonly name: string
  /** Runs one agent over the tools until it answers, and gives the answer. */
  run(tools: AgentTools, script: Script, signal?: AbortSignal): Promise<string>
  /** What the framework does not hand to tools. */
  readonly without?: readonly ('callId' | 'signal')[]
  /** Whether it makes plain errors of failures, which keep their members. */
  readonly copiesErrors?: boolean
  /** What of a tool reaches the model in a form of the framework's own. */
  readonly offers?: (tool: OfferedTool) => Partial<OfferedTool>
}

const getting = (id: string, number: unknown): ScriptedCall => ({
  id,
  name: 'practise-issues_get',
  input: { number },
})
const get = (id: string, number: unknown): Turn => ({ calls: [getting(id, number)] })

/** What holds for every framework: the loop of an agent, from its tools to its end. */
export function describeFramework(framework: FrameworkUnderTest): void {
  const { name, run } = framework

  test(`${name}: a model reads, acts on what it read, and answers`, async () => {
    const practise = new PractiseTools()
    const comment = { number: 7, body: 'It rains.' }
    const script = new Script([
      get('call_1', 7),
      { calls: [{ id: 'call_2', name: 'practise-comments_create', input: comment }] },
      { say: 'Done.' },
    ])
    assert.equal(await run(practise.tools, script), 'Done.')
    assert.deepEqual(practise.inputs, [{ number: 7 }, comment])
    assert.deepEqual(
      script.heard.map(({ text }) => text),
      ['{"number":7,"title":"Rain"}', '{"id":1}'],
    )
  })

  test(`${name}: a call that failed by what the model gave is made anew by the model`, async () => {
    const practise = new PractiseTools()
    const script = new Script([get('call_1', 'seven'), get('call_2', 7), { say: 'Rain.' }])
    assert.equal(await run(practise.tools, script), 'Rain.')
    const [first, second] = script.heard
    assert.match(first?.text ?? '', /number has to be an integer/)
    assert.notEqual(first?.isError, false)
    assert.equal(second?.text, '{"number":7,"title":"Rain"}')
  })

  test(`${name}: a failure that no model can mend ends the run, with its message`, async () => {
    const practise = new PractiseTools()
    const script = new Script([get('call_1', 404), { say: 'I made something up.' }])
    const error = await run(practise.tools, script).then(
      (answer) => assert.fail(`It answered: ${answer}`),
      (error: unknown) => error,
    )
    const failure = failureIn(error)
    assert.equal(failure?.code, 'reauthorization_required')
    assert.equal(SallyportError.isInstance(failure), !framework.copiesErrors)
    assert.match(String(error), /has to be connected anew/)
    assert.equal(script.questions.length, 1)
  })

  test(`${name}: calls that a model makes at once have each its own result`, async () => {
    const practise = new PractiseTools()
    const calls = [getting('call_1', 1), getting('call_2', 'two'), getting('call_3', 3)]
    const script = new Script([{ calls }, { say: 'Done.' }])
    assert.equal(await run(practise.tools, script), 'Done.')
    const heard = (id: string) => script.heard.find(({ callId }) => callId === id)?.text ?? ''
    assert.equal(script.heard.length, 3)
    assert.equal(heard('call_1'), '{"number":1,"title":"Rain"}')
    assert.match(heard('call_2'), /number has to be an integer/)
    assert.equal(heard('call_3'), '{"number":3,"title":"Rain"}')
  })

  test(`${name}: one of several calls at once that no model can mend ends the run`, async () => {
    const practise = new PractiseTools()
    const calls = [getting('call_1', 1), getting('call_2', 404), getting('call_3', 3)]
    const script = new Script([{ calls }, { say: 'I made something up.' }])
    await assert.rejects(run(practise.tools, script), /has to be connected anew/)
    assert.equal(script.questions.length, 1)
  })

  test(`${name}: names, descriptions and schemas reach the model as they are`, async () => {
    const practise = new PractiseTools()
    const script = new Script([{ say: 'Hello.' }])
    await run(practise.tools, script)
    const { offers = () => ({}) } = framework
    assert.deepEqual(
      script.questions[0]?.tools,
      practise.offered.map((tool) => ({ ...tool, ...offers(tool) })),
    )
  })

  if (!framework.without?.includes('callId')) {
    test(`${name}: a tool is told the id of its call`, async () => {
      const practise = new PractiseTools()
      await run(practise.tools, new Script([get('call_17', 7), { say: 'Done.' }]))
      assert.deepEqual(
        practise.options.map(({ callId }) => callId),
        ['call_17'],
      )
    })
  }

  if (!framework.without?.includes('signal')) {
    test(`${name}: whoever ends the run ends the call that is under way`, async () => {
      const controller = new AbortController()
      const practise = new PractiseTools({ whenCalled: () => controller.abort() })
      const script = new Script([get('call_1', 7), { say: 'Too late.' }])
      await assert.rejects(run(practise.tools, script, controller.signal))
      assert.equal(practise.options[0]?.signal?.aborted, true)
      assert.equal(script.questions.length, 1)
    })
  }
}

/** The failure itself, or what a framework wrapped around it. */
function failureIn(error: unknown): { readonly code: unknown } | undefined {
  if (!(error instanceof Error)) return undefined
  if (error.name === 'SallyportError' && 'code' in error) return error
  return 'error' in error ? failureIn(error.error) : failureIn(error.cause)
}
