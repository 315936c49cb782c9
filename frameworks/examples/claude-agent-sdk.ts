// The Claude Agent SDK over a GitHub account of your own, in local mode. It runs offline: the emulator plays GitHub, and a
// server on loopback the Messages API that Claude Code asks.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { githubVendor } from '@sallyport/connectors/github/vendor'
import { emulate } from '@sallyport/emulator'
import { Script } from 'sallyport/frameworks/conformance'
import { ScriptedClaude } from '../scripted-claude.ts'

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
const claude = await ScriptedClaude.start(script)
const cwd = await mkdtemp(join(tmpdir(), 'sallyport-claude-'))
const env = claude.environment(cwd)
let answer = ''

// #region flow
import { query } from '@anthropic-ai/claude-agent-sdk'
import { connect } from 'sallyport'
import { claudeAgentTools } from 'sallyport/claude-agent-sdk'
import { github } from 'sallyport/connectors/github'

const client = connect(github, { credentials: { token }, redirectOrigins })
// For one run: another takes its own.
const { options, messages } = claudeAgentTools(await client.tools({ entities: ['issues'] }))
// No tools of Claude Code itself, and no settings of whoever runs this.
const asked = query({
  prompt: 'What is open in paginate-issues?',
  options: { ...options, tools: [], settingSources: [], cwd, env },
})
// Around `query`, so that a failure that ended the run is thrown here.
for await (const message of messages(asked)) {
  if (message.type === 'result' && message.subtype === 'success') answer = message.result
}
// #endregion

console.log(answer)
assert.deepEqual(
  script.heard.map(({ isError }) => isError),
  [true, false],
)
assert.equal(answer, 'Three issues are open.')
await client.close()
await emulator.close()
await claude[Symbol.asyncDispose]()
await rm(cwd, { recursive: true, force: true })
