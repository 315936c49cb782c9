// An agent of the OpenAI Agents SDK over a GitHub account of your own, in local mode. It runs offline: the emulator plays
// GitHub, and a double of the SDK's own the model.
import assert from 'node:assert/strict'
import { assistantMessage, functionCall, ScriptedModel } from '@openai/agents-core/testing'
import { githubVendor } from '@sallyport/connectors/github/vendor'
import { emulate } from '@sallyport/emulator'

const token = 'ghp_practise'
const emulator = await emulate(githubVendor, { credentials: token })
const redirectOrigins = { 'https://api.github.com': emulator.url }
const list = { owner: 'octokit-fixture-org', repo: 'paginate-issues', limit: 3 }
const model = new ScriptedModel([
  // There is no such state: the model is told, and tries again.
  [functionCall('github_issues_list', { ...list, state: 'opened' }, { callId: 'call_1' })],
  [functionCall('github_issues_list', { ...list, state: 'open' }, { callId: 'call_2' })],
  [assistantMessage('Three issues are open.')],
])

// #region flow
import { Agent, Runner } from '@openai/agents-core'
import { connect } from 'sallyport'
import { github } from 'sallyport/connectors/github'
import { openaiAgentsTools } from 'sallyport/openai-agents'

const client = connect(github, { credentials: { token }, redirectOrigins })
const agent = new Agent({
  name: 'Assistant',
  model,
  tools: openaiAgentsTools(await client.tools({ entities: ['issues'] })),
})
// Without `tracingDisabled` the SDK reports runs to OpenAI, with what tools were given and gave.
const { finalOutput } = await new Runner({ tracingDisabled: true }).run(
  agent,
  'What is open in paginate-issues?',
)
// #endregion

console.log(finalOutput)
const results = model.lastCall?.request.input
assert.match(JSON.stringify(results), /invalid_params.*"call_2".*function_call_result/s)
assert.equal(finalOutput, 'Three issues are open.')
await client.close()
await emulator.close()
