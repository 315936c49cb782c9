// An agent of LlamaIndex.TS over a GitHub account of your own, in local mode. It runs offline: the emulator plays GitHub,
// and a model that says its lines the model.
import assert from 'node:assert/strict'
import { githubVendor } from '@sallyport/connectors/github/vendor'
import { emulate } from '@sallyport/emulator'
import { ScriptedLlm } from './scripted-llm.ts'

const token = 'ghp_practise'
const emulator = await emulate(githubVendor, { credentials: token })
const redirectOrigins = { 'https://api.github.com': emulator.url }
const list = { owner: 'octokit-fixture-org', repo: 'paginate-issues', limit: 3 }
const llm = new ScriptedLlm([
  // There is no such state: the model is told, and tries again.
  { id: 'call_1', name: 'github_issues_list', input: { ...list, state: 'opened' } },
  { id: 'call_2', name: 'github_issues_list', input: { ...list, state: 'open' } },
  'Three issues are open.',
])

// #region flow
import { agent } from '@llamaindex/workflow'
import { connect } from 'sallyport'
import { github } from 'sallyport/connectors/github'
import { answerOf, llamaindexTools } from 'sallyport/llamaindex'

const client = connect(github, { credentials: { token }, redirectOrigins })
const assistant = agent({ llm, tools: llamaindexTools(await client.tools({ entities: ['issues'] })) })
// `answerOf` throws the failure that ended the run, if one did.
const { result } = answerOf(await assistant.run('What is open in paginate-issues?'))
// #endregion

console.log(result)
assert.deepEqual(llm.heard, [true, false])
assert.equal(result, 'Three issues are open.')
await client.close()
await emulator.close()
