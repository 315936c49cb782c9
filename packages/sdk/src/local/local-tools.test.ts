import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { githubVendor } from '@sallyport/connectors/github/vendor'
import { emulate } from '@sallyport/emulator'
import { github } from '../connectors/github.ts'
import {
  type AgentTools,
  connect,
  type ToolOutcome,
  type ToolRunOptions,
  type ToolsOptions,
} from '../index.ts'

const TOKEN = 'ghp_practise'
const REPOSITORY = { owner: 'octokit-fixture-org', repo: 'paginate-issues' } as const

const emulator = await emulate(githubVendor, { credentials: TOKEN })
const client = connect(github, {
  credentials: { token: TOKEN },
  redirectOrigins: { 'https://api.github.com': emulator.url },
})
after(async () => {
  await client.close()
  await emulator.close()
})
beforeEach(() => emulator.ledger.clear())

const toolsOf = (options: ToolsOptions = {}) => client.tools({ maxTokens: 20_000, ...options })

function named({ tools }: AgentTools, name: string) {
  return tools.find((each) => each.name === name) ?? assert.fail(`no tool ${name}`)
}

function run(tools: AgentTools, name: string, input: unknown): Promise<ToolOutcome> {
  return named(tools, name).run(input)
}

function dataOf(outcome: ToolOutcome) {
  assert.equal(outcome.kind, 'result', outcome.text)
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into results of every shape
  return (outcome as any).data
}

test('tools are made within the budget, and of what the agent may do', async () => {
  const direct = await toolsOf({ entities: ['labels'] })
  assert.equal(direct.mode, 'direct')
  assert.deepEqual([...new Set(direct.tools.map(({ effect }) => effect))].sort(), ['read', 'write'])
  const open = await toolsOf({ entities: ['labels'], effects: ['destructive'] })
  assert.ok(open.tools.some(({ name }) => name === 'github_labels_delete'))
  const all = await toolsOf({ maxTokens: 1_500 })
  assert.equal(all.mode, 'discovery')
  assert.ok(all.tokens <= 1_500)
})

test('a wrong call can be mended, and a wrong credential cannot', async () => {
  const outcome = await run(await toolsOf({ entities: ['issues'] }), 'github_issues_list', { owner: 'o' })
  assert.equal(outcome.kind, 'correct')
  assert.match(outcome.text, /"repo"/)
  const refused = connect(github, {
    credentials: { token: 'ghp_wrong' },
    redirectOrigins: { 'https://api.github.com': emulator.url },
  })
  const tools = await refused.tools({ entities: ['issues'], maxTokens: 20_000 })
  await assert.rejects(run(tools, 'github_issues_list', REPOSITORY), { code: 'credential_invalid' })
  await refused.close()
})

test('what writes happens once under one id, and a read is asked for each time', async () => {
  const tools = await toolsOf({ entities: ['issues'] })
  const issue = { ...REPOSITORY, title: 'From an agent' }
  const create = (callId: string) => named(tools, 'github_issues_create').run(issue, { callId })
  const [one, other] = await Promise.all([create('call_1'), create('call_1')])
  assert.deepEqual(one, other)
  assert.equal(emulator.ledger.count({ method: 'POST' }), 1)
  await create('call_2')
  assert.equal(emulator.ledger.count({ method: 'POST' }), 2)
  const list = named(tools, 'github_issues_list')
  for (const _ of [1, 2]) await list.run(REPOSITORY, { callId: 'call_3' })
  assert.equal(emulator.ledger.count({ method: 'GET' }), 2)
})

test('what writes goes on when one caller has gone, for another who asks under the same id', async () => {
  const tools = await toolsOf({ entities: ['issues'] })
  const issue = { ...REPOSITORY, title: 'Given up' }
  const create = (options: ToolRunOptions) => named(tools, 'github_issues_create').run(issue, options)
  const controller = new AbortController()
  const reason = new Error('enough')
  const first = create({ callId: 'call_1', signal: controller.signal })
  const second = create({ callId: 'call_1' })
  controller.abort(reason)
  await assert.rejects(first, (error) => error === reason)
  assert.equal((await second).kind, 'result')
  assert.equal((await create({ callId: 'call_1' })).kind, 'result')
  assert.equal(emulator.ledger.count({ method: 'POST' }), 1)
})

test('a read that is chosen by name is asked for each time, too', async () => {
  const execute = named(await toolsOf({ maxTokens: 1_500 }), 'execute')
  const asked = { tool: 'github_issues_list', params: { ...REPOSITORY, limit: 1 } }
  for (const _ of [1, 2]) await execute.run(asked, { callId: 'call_1' })
  assert.equal(emulator.ledger.count({ method: 'GET' }), 2)
})

test('a file is given as far as it is text and fits', async () => {
  const tools = await toolsOf({ entities: ['files'], maxResultTokens: 500 })
  const params = { owner: 'octokit-fixture-org', repo: 'hello-world', path: 'README.md' }
  const { text } = dataOf(await run(tools, 'github_files_download', params))
  assert.match(text, /hello-world/)
})

test('discovery leads to a call, and a large result to a handle', async () => {
  const tools = await toolsOf({ maxTokens: 1_500, maxResultTokens: 500 })
  const found = dataOf(await run(tools, 'search_tools', { query: 'list issues of a repository' }))
  assert.ok(found.matches.some(({ tool }: { readonly tool: string }) => tool === 'github_issues_list'))
  const call = { tool: 'github_issues_list', params: { ...REPOSITORY, limit: 10 } }
  const { result } = dataOf(await run(tools, 'execute', call))
  const query = { handle: result.handle, select: ['number'], limit: 2 }
  const { rows, total } = dataOf(await run(tools, 'query_result', query))
  assert.deepEqual([rows.length, total], [2, 10])
  const gone = await run(tools, 'query_result', { ...query, handle: 'another' })
  assert.equal(gone.kind, 'correct')
})

test('closed is closed', async () => {
  const closed = connect(github, { credentials: { token: TOKEN } })
  await closed.close()
  await assert.rejects(closed.tools(), TypeError)
})
