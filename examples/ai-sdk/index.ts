// An agent of the AI SDK over the accounts of one customer. The engine is a whole one with an emulated GitHub behind it;
// the model is the AI SDK's own double, and says what it is told to.
import assert from 'node:assert/strict'
import { engineUnderTest, GITHUB_TOKEN } from '@sallyport/server/testing'
import { MockLanguageModelV4 } from 'ai/test'

const house = await engineUnderTest()
const url = house.engine.url
const { client_id: clientId, client_secret: clientSecret } = house.application
const token = GITHUB_TOKEN

const list = { owner: 'octokit-fixture-org', repo: 'paginate-issues', limit: 3 }
const usage = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
}
const calls = (toolCallId: string, input: object) => ({
  content: [
    { type: 'tool-call', toolCallId, toolName: 'github_issues_list', input: JSON.stringify(input) } as const,
  ],
  finishReason: { unified: 'tool-calls', raw: undefined } as const,
  usage,
  warnings: [],
})
const says = (text: string) => ({
  content: [{ type: 'text', text } as const],
  finishReason: { unified: 'stop', raw: undefined } as const,
  usage,
  warnings: [],
})
const model = new MockLanguageModelV4({
  doGenerate: [
    calls('call_1', { ...list, state: 'opened' }), // There is no such state: the model is told, and tries again.
    calls('call_2', { ...list, state: 'open' }),
    says('Three issues are open.'),
    calls('call_3', list),
    says('Nothing is open, I suppose.'),
  ],
})

// #region flow
import { generateText, isStepCount } from 'ai'
import { sallyport } from 'sallyport'
import { aiSdkTools } from 'sallyport/ai-sdk'
import { github } from 'sallyport/connectors/github'

const acme = sallyport({ url, clientId, clientSecret }).workspace('acme')
// Once for each customer. From here on the engine alone has the credential.
await acme.connectors.create(github, { credentials: { token } })

const { text, steps } = await generateText({
  model,
  prompt: 'What is open in paginate-issues?',
  tools: aiSdkTools(await acme.tools({ entities: ['issues'], maxTokens: 4000 })),
  stopWhen: isStepCount(20),
})
// #endregion

console.log(text)
const [wrong, right] = steps
  .flatMap(({ content }) => content)
  .filter(({ type }) => /^tool-(error|result)$/.test(type))
assert.equal(wrong?.type, 'tool-error')
assert.equal(right?.type, 'tool-result')
assert.equal(text, 'Three issues are open.')

house.github.faults.add({ kind: 'unauthorized' })
const tools = aiSdkTools(await acme.tools({ entities: ['issues'] }))

// #region failure
import { SallyportError } from 'sallyport'

try {
  await generateText({ model, prompt: 'And now?', tools, stopWhen: isStepCount(20) })
} catch (error) {
  if (!SallyportError.isInstance(error)) throw error
  console.log(error.code, error.act) // credential_invalid user: the account has to be connected anew
}
// #endregion
assert.equal(model.doGenerateCalls.length, 4)
await house.close()
