import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { Client as FirstClient } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport as FirstTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { countTokens } from '@sallyport/tools'
import { engineUnderTest, GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'
import { createMcpCaller, failureIn, readText } from './testing/mcp-caller.ts'

const house = await engineUnderTest()
after(() => house.close())
const { github, engine } = house
const bearer = await house.scopedToken('acme')
const credentials = { token: GITHUB_TOKEN }
const source_config = { repositories: `${REPOSITORY.owner}/${REPOSITORY.repo}` }
const connector = await house.connectGithub(bearer, { credentials, source_config })

const { rpc, tool } = createMcpCaller(house, { bearer })
const read = readText
const failed = failureIn

async function firstClient(token = bearer) {
  const client = new FirstClient({ name: 'test', version: '1.0.0' })
  const requestInit = { headers: { authorization: `Bearer ${token}` } }
  await client.connect(new FirstTransport(new URL(`${engine.url}/mcp`), { requestInit }) as never)
  return client
}

async function secondClient(capabilities = {}, token = bearer) {
  const client = new Client(
    { name: 'test', version: '1.0.0' },
    { capabilities, versionNegotiation: { mode: { pin: '2026-07-28' } } },
  )
  const requestInit = { headers: { authorization: `Bearer ${token}` } }
  await client.connect(new StreamableHTTPClientTransport(new URL(`${engine.url}/mcp`), { requestInit }))
  return client
}

const ISSUES = { entity: 'issues', action: 'list', params: { limit: 2 }, select_fields: ['number', 'title'] }

describe('the official clients list and call tools', () => {
  test('of the first generation, with the revisions of 2025', async () => {
    const client = await firstClient()
    const { tools } = await client.listTools()
    assert.ok(tools.some(({ name }) => name === 'execute'))
    const items = [{ connector, ...ISSUES }]
    const [first] = read(await client.callTool({ name: 'execute', arguments: { items } })).results
    assert.equal(first.result.length, 2)
    assert.deepEqual(Object.keys(first.result[0]).sort(), ['number', 'title'])
    assert.equal(first.page.has_next_page, true)
    await client.close()
  })

  test('of the second generation, with the revision of 2026', async () => {
    const client = await secondClient()
    const { tools } = await client.listTools()
    assert.ok(tools.some(({ name }) => name === 'execute'))
    const items = [{ connector: 'github', ...ISSUES }]
    const [first] = read(await client.callTool({ name: 'execute', arguments: { items } })).results
    assert.equal(first.result.length, 2)
    await client.close()
  })
})

test('every tool is described in few words, with annotations and a closed schema', async () => {
  const { body } = await rpc('tools/list')
  const { tools } = body.result
  assert.deepEqual(
    tools.map(({ name }: { name: string }) => name),
    [
      'current_datetime',
      'list_workspaces',
      'list_connectors',
      'inspect_connector',
      'search_tools',
      'search_skill_docs',
      'read_skill_docs',
      'execute',
      'query_result',
      'list_available_connectors',
      'start_connector_setup',
      'get_connector_setup_status',
    ],
  )
  for (const { name, description, inputSchema, annotations } of tools) {
    assert.ok(description.length <= 260, name)
    assert.equal(inputSchema.additionalProperties, false, name)
    assert.equal(typeof annotations.readOnlyHint, 'boolean', name)
  }
})

describe('execute', () => {
  test('runs its items each by itself: one that fails stops no other, in the order they came', async () => {
    const items = [
      { connector, ...ISSUES },
      { connector, entity: 'issues', action: 'fly' },
      { connector: 'nobody', ...ISSUES },
      { connector, ...ISSUES, params: { limit: 1 } },
    ]
    const { results } = read(await tool('execute', { items }))
    assert.deepEqual(
      results.map((one: { error?: { code: string } }) => one.error?.code),
      [undefined, 'unsupported_action', 'connector_not_found', undefined],
    )
    assert.equal(results[3].result.length, 1)
  })

  test('an input that does not fit is told to the model, and nothing is sent', async () => {
    github.ledger.clear()
    for (const input of [
      {},
      { items: [] },
      { items: [{ connector }] },
      { items: [{ connector, ...ISSUES, url: 'x' }] },
    ]) {
      const result = await tool('execute', input)
      assert.equal(result.isError, true)
      assert.equal(failed(result), 'invalid_params')
    }
    const many = Array.from({ length: 21 }, () => ({ connector, ...ISSUES }))
    assert.equal((await tool('execute', { items: many })).isError, true)
    assert.equal(github.ledger.count(), 0)
  })

  test('a write with a key happens once', async () => {
    const params = { owner: REPOSITORY.owner, repo: REPOSITORY.repo, title: 'Once' }
    const item = { connector, entity: 'issues', action: 'create', params, idempotency_key: 'mcp-once' }
    const [first] = read(await tool('execute', { items: [item] })).results
    const [again] = read(await tool('execute', { items: [item] })).results
    assert.equal(first.result.number, again.result.number)
  })
})

describe('a result over its budget', () => {
  const query = '?max_result_tokens=256'
  const all = { connector, entity: 'issues', action: 'list', params: { limit: 50 } }

  test('comes as less, says so, and can be asked', async () => {
    const [first] = read(await tool('execute', { items: [all] }, { query })).results
    const { handle, count } = first.result
    assert.ok(count > 0)
    const group = { group_by: ['state'] }
    const asked = await tool('query_result', { handle, ...group })
    assert.equal(read(asked).rows[0].count, count)
    const foreign = { bearer: await house.scopedToken('globex') }
    assert.equal((await tool('query_result', { handle, ...group }, foreign)).isError, true)
  })

  test('what third parties said is marked as theirs', async () => {
    const { content } = await tool('execute', { items: [all] })
    assert.match(content[0]?.text ?? '', /^<third_party_data source="connected accounts">/)
  })
})

describe('documentation', () => {
  test('is found by words and read by section', async () => {
    const { docs } = read(await tool('search_skill_docs', { query: 'github issues' }))
    assert.equal(docs[0].id, `connector-source:${connector}`)
    const outline = read(await tool('read_skill_docs', { id: docs[0].id }))
    assert.ok(outline.sections.includes('issues.create'))
    for (const section of ['.create', 'issues.fly', 'nowhere'])
      assert.equal((await tool('read_skill_docs', { id: docs[0].id, section })).isError, true, section)
    const section = read(await tool('read_skill_docs', { id: docs[0].id, section: 'issues.create' }))
    assert.equal(section.action, 'create')
    assert.match(JSON.stringify(section), /title/)
    assert.match(
      read(await tool('read_skill_docs', { id: 'guide' })).sections.accounts,
      /start_connector_setup/,
    )
    assert.equal((await tool('read_skill_docs', { id: 'elsewhere' })).isError, true)
  })
})

describe('connecting an account', () => {
  test('takes a page of the engine; no secret passes through the chat', async () => {
    const { available } = read(await tool('list_available_connectors'))
    assert.ok(available.some(({ type }: { type: string }) => type === 'stripe'))
    const begun = read(await tool('start_connector_setup', { type: 'stripe' }))
    assert.match(begun.connect_url, /\/connect\/cc_/)
    const status = read(await tool('get_connector_setup_status', { session_id: begun.session_id }))
    assert.deepEqual([status.status, status.connector], ['pending', null])
    const globex = await house.scopedToken('globex')
    const foreign = await tool(
      'get_connector_setup_status',
      { session_id: begun.session_id },
      { bearer: globex },
    )
    assert.equal(failed(foreign), 'connect_session_not_found')
    assert.equal(failed(await tool('start_connector_setup', { type: 'fax' })), 'connector_type_not_found')
  })

  test('one that is deleted is gone', async () => {
    const token = await house.scopedToken('shortlived')
    const id = await house.connectGithub(token, { credentials, source_config })
    const refused = await tool('delete_connector', { connector: id }, { bearer: token })
    assert.match(refused.content[0]?.text ?? '', /destructive/)
    const grave = { bearer: token, query: '?effects=destructive' }
    assert.equal(read(await tool('delete_connector', { connector: id }, grave)).deleted, true)
    assert.deepEqual(read(await tool('list_connectors', {}, { bearer: token })).connectors, [])
  })
})

describe('two accounts of one type', async () => {
  const token = await house.scopedToken('twins')
  const first = await house.connectGithub(token, { credentials, source_config, name: 'work' })
  const second = await house.connectGithub(token, { credentials, source_config, name: 'home' })
  const items = [{ connector: 'github', ...ISSUES }]

  test('are never taken for one another: who cannot be asked is told which there are', async () => {
    const result = await tool('execute', { items }, { bearer: token })
    assert.equal(result.isError, true)
    assert.equal(failed(result), 'connector_ambiguous')
    assert.match(result.content[0]?.text ?? '', new RegExp(`${first}.*${second}|${second}.*${first}`))
  })

  test('a client that can ask its user does, and calls again with the answer', async () => {
    const client = await secondClient({ elicitation: { form: {} } }, token)
    const asked: string[] = []
    client.setRequestHandler('elicitation/create', async ({ params }) => {
      asked.push(String(params.message))
      return { action: 'accept', content: { connector: second } }
    })
    const [one] = read(await client.callTool({ name: 'execute', arguments: { items } })).results
    assert.equal(one.result.length, 2)
    assert.equal(asked.length, 1)
    assert.match(asked[0] ?? '', /github/)
    client.setRequestHandler('elicitation/create', async () => ({ action: 'decline' }))
    const declined = await client.callTool({ name: 'execute', arguments: { items } })
    assert.equal(declined.isError, true)
    await client.close()
  })
})

describe('tools of their own', () => {
  const query = '?max_tokens=30000'

  test('are there as far as the budget goes, and do what they say', async () => {
    const all = (await rpc('tools/list', {}, { query })).body.result.tools
    const list = all.find(({ name }: { name: string }) => name === 'github_issues_list')
    assert.equal(list.annotations.readOnlyHint, true)
    const few = (await rpc('tools/list', {}, { query: '?max_tokens=300' })).body.result.tools
    assert.ok(few.length < all.length)
    const { content } = await tool('github_issues_list', { limit: 2 }, { query })
    assert.match(content[0]?.text ?? '', /^<third_party_data source="GitHub">/)
    assert.equal(readText({ content }).result.length, 2)
    const wrong = await tool('github_issues_list', { limit: 'two' }, { query })
    assert.equal(failed(wrong), 'invalid_params')
  })

  test('that write happen once under a key, in execute as well', async () => {
    const tools = (await rpc('tools/list', {}, { query })).body.result.tools
    const schemaOf = (wanted: string) =>
      tools.find(({ name }: { name: string }) => name === wanted).inputSchema
    assert.ok(!('idempotency_key' in schemaOf('github_issues_list').properties))
    assert.ok(schemaOf('github_issues_create').required.includes('idempotency_key'))
    const create = async (idempotency_key: string | null) => {
      const answer = await tool('github_issues_create', { title: 'Once', idempotency_key }, { query })
      return readText(answer).result.number
    }
    const first = await create('direct-once')
    assert.equal(await create('direct-once'), first)
    assert.notEqual(await create('direct-twice'), first)
    assert.notEqual(await create(null), first)
    const none = await tool('github_issues_create', { title: 'No', idempotency_key: 'a b' }, { query })
    assert.equal(failed(none), 'invalid_params')
  })

  test('are all there or none, from the very token on that they cost', async () => {
    const count = async (tokens: number) => {
      const { tools } = (await rpc('tools/list', {}, { query: `?max_tokens=${tokens}` })).body.result
      return tools.filter(({ name }: { name: string }) => name.startsWith('github_')).length
    }
    const all = await count(30_000)
    let [few, enough] = [200, 30_000]
    while (enough - few > 1) {
      const middle = Math.floor((few + enough) / 2)
      const found = await count(middle)
      assert.ok(found === 0 || found === all, `${found} of ${all} at ${middle}`)
      if (found === 0) few = middle
      else enough = middle
    }
    const shown = (await rpc('tools/list', {}, { query: `?max_tokens=${enough}` })).body.result.tools
    const texts = shown
      .filter(({ name }: { name: string }) => name.startsWith('github_'))
      .map(({ name, description, inputSchema }: Record<string, unknown>) =>
        JSON.stringify({ name, description, parameters: inputSchema }),
      )
    const cost = texts.reduce((sum: number, text: string) => sum + countTokens(text), 0)
    assert.ok(cost <= enough && cost > enough * 0.8, `${cost} of ${enough}`)
  })

  test("are nobody else's, and not there where they were not asked for", async () => {
    const bearerOfNone = await house.scopedToken('globex')
    assert.equal((await tool('github_issues_list', {}, { query, bearer: bearerOfNone })).isError, true)
    assert.equal(failed(await tool('github_issues_list')), 'invalid_params')
  })
})

test('operations are found by what is to be done, ready to be executed', async () => {
  const [best] = read(await tool('search_tools', { query: 'create an issue' })).matches
  assert.deepEqual(
    [best.connector, best.entity, best.action, best.effect],
    [connector, 'issues', 'create', 'write'],
  )
  assert.ok('title' in best.params.properties)
  const { nothing } = read(await tool('search_tools', { query: 'water the office plants' }))
  assert.equal(nothing, true)
})
