// An agent of Mastra over a GitHub account of your own, in local mode. It runs offline: the emulator plays GitHub, and a
// double of the AI SDK the model.
import assert from 'node:assert/strict'
import type { MastraModelConfig } from '@mastra/core/llm'
import { githubVendor } from '@sallyport/connectors/github/vendor'
import { emulate } from '@sallyport/emulator'
import { aiSdkModel } from 'sallyport/frameworks/ai-sdk-model'
import { Script } from 'sallyport/frameworks/conformance'

const token = 'ghp_practise'
const emulator = await emulate(githubVendor, { credentials: token })
const redirectOrigins = { 'https://api.github.com': emulator.url }
const list = { owner: 'octokit-fixture-org', repo: 'paginate-issues', limit: 3 }
const script = new Script([
  // There is no such state: the model is told, and tries again.
  { calls: [{ id: 'call_1', name: 'github_issues_list', input: { ...list, state: 'opened' } }] },
  { calls: [{ id: 'call_2', name: 'github_issues_list', input: { ...list, state: 'open' } }] },
  { say: 'Three issues are open.' },
])
const model = aiSdkModel(script) as unknown as MastraModelConfig

// #region flow
import { Agent } from '@mastra/core/agent'
import { connect } from 'sallyport'
import { github } from 'sallyport/connectors/github'
import { mastraTools } from 'sallyport/mastra'

const client = connect(github, { credentials: { token }, redirectOrigins })
const agent = new Agent({
  id: 'assistant',
  name: 'Assistant',
  instructions: 'Help with issues.',
  model,
  tools: mastraTools(await client.tools({ entities: ['issues'] })),
})
const { text } = await agent.generate('What is open in paginate-issues?', { maxSteps: 20 })
// #endregion

console.log(text)
assert.deepEqual(
  script.heard.map(({ isError }) => isError),
  [true, false],
)
assert.equal(text, 'Three issues are open.')
await client.close()
await emulator.close()
