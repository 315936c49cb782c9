import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { Client as FirstClient } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport as FirstTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { engineUnderTest, GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'

const house = await engineUnderTest()
after(() => house.close())
const { call, github, engine } = house
const operator = await house.applicationToken()
const bearer = await house.scopedToken('acme')
const credentials = { token: GITHUB_TOKEN }
const source_config = { repositories: `${REPOSITORY.owner}/${REPOSITORY.repo}` }
const connector = await house.connectGithub(bearer, { credentials, source_config })

interface Content {
  readonly content: readonly { readonly type: string; readonly text?: string }[]
  readonly isError?: boolean
}

/** The text that a model reads, as data. */
// biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of every shape
function read(result: unknown): any {
  const { content } = result as Content
  const text = content[0]?.text ?? ''
  return JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1))
}

/** The code of a failure that a model reads. */
function failed(result: unknown): string | undefined {
  const { content, isError } = result as Content
  return isError ? /^Failed: (\w+)\./.exec(content[0]?.text ?? '')?.[1] : undefined
}

/** What a client of the 2025 revisions sends, without any session. */
async function rpc(method: string, params: object = {}, options: { token?: string; query?: string } = {}) {
  const { token = bearer, query = '' } = options
  const body = { jsonrpc: '2.0', id: 1, method, params }
  const accept = 'application/json, text/event-stream'
  return call('POST', `/mcp${query}`, { bearer: token, body, headers: { accept } })
}

const tool = async (name: string, input: object = {}, options: { token?: string; query?: string } = {}) =>
  (await rpc('tools/call', { name, arguments: input }, options)).body.result

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
      'search_skill_docs',
      'read_skill_docs',
      'execute',
      'query_result',
      'list_available_connectors',
      'start_connector_setup',
      'get_connector_setup_status',
      'delete_connector',
    ],
  )
  for (const { name, description, inputSchema, annotations } of tools) {
    assert.ok(description.length <= 260, name)
    assert.equal(inputSchema.additionalProperties, false, name)
    assert.equal(typeof annotations.readOnlyHint, 'boolean', name)
  }
})

describe('the door', () => {
  const refused = async (headers: Record<string, string>) => {
    const body = { jsonrpc: '2.0', id: 7, method: 'tools/list' }
    const reply = await call('POST', '/mcp', { body, headers })
    return { ...reply, error: reply.body.error }
  }

  test('without a token it says how to get one, and where its metadata is', async () => {
    const { status, headers, error } = await refused({})
    assert.equal(status, 401)
    const challenge = headers.get('www-authenticate') ?? ''
    assert.match(challenge, /^Bearer realm="sallyport", resource_metadata="/)
    assert.match(error.message, /scoped-token/)
    const metadata = /resource_metadata="([^"]+)"/.exec(challenge)?.[1] ?? ''
    const { body } = await call('GET', new URL(metadata).pathname)
    assert.equal(body.resource, `${engine.url}/mcp`)
    assert.deepEqual(body.bearer_methods_supported, ['header'])
    const root = await call('GET', '/.well-known/oauth-protected-resource')
    assert.equal(root.body.resource, engine.url)
  })

  test('a token that is none is named as such', async () => {
    const { status, headers, error } = await refused({ authorization: 'Bearer nonsense' })
    assert.equal(status, 401)
    assert.match(headers.get('www-authenticate') ?? '', /error="invalid_token"/)
    assert.equal(error.data.code, 'unauthenticated')
  })

  test('a page of another origin is refused', async () => {
    const authorization = `Bearer ${bearer}`
    const page = await refused({ authorization, origin: 'https://evil.example' })
    assert.equal(page.status, 403)
    const own = await call('POST', '/mcp', {
      bearer,
      body: { jsonrpc: '2.0', id: 1, method: 'tools/list' },
      headers: { origin: engine.url },
    })
    assert.equal(own.status, 200)
  })

  test('there is no stream to open and no session to end', async () => {
    for (const method of ['GET', 'DELETE']) {
      const { status, headers } = await call(method, '/mcp', { bearer })
      assert.deepEqual([status, headers.get('allow')], [405, 'POST'])
    }
  })

  test('what is no message is refused, and loses nothing', async () => {
    for (const raw of ['{', '[]', '{"jsonrpc":"1.0"}', 'null', '7', `[${'{},'.repeat(30)}{}]`]) {
      const { status, body } = await call('POST', '/mcp', { bearer, raw })
      assert.equal(status, 400, raw)
      assert.equal(body.jsonrpc, '2.0', raw)
    }
    const huge = await call('POST', '/mcp', { bearer, raw: `"${'x'.repeat(1_100_000)}"` })
    assert.equal(huge.status, 413)
  })

  test('settings that are none are refused by name', async () => {
    const { status, body } = await rpc('tools/list', {}, { query: '?max_tokens=many' })
    assert.equal(status, 422)
    assert.match(body.error.message, /max_tokens/)
    assert.equal((await rpc('tools/list', {}, { query: '?effects=all' })).status, 422)
  })
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
    const group = { aggregate: { group_by: ['state'], measures: [] } }
    const asked = await tool('query_result', { handle, ...group })
    assert.equal(read(asked).rows[0].count, count)
    const foreign = { token: await house.scopedToken('globex') }
    assert.equal((await tool('query_result', { handle, ...group }, foreign)).isError, true)
  })

  test('what third parties said is marked as theirs', async () => {
    const { content } = (await tool('execute', { items: [all] })) as Content
    assert.match(content[0]?.text ?? '', /^<third_party_data source="connected accounts">/)
  })
})

describe('what a token may do', () => {
  const scoped = async (capabilities: readonly string[]) => {
    const body = { workspace_name: 'acme', capabilities }
    const reply = await call('POST', '/api/v1/account/applications/scoped-token', { bearer: operator, body })
    return String(reply.body.token)
  }
  const names = async (token: string) =>
    (await rpc('tools/list', {}, { token })).body.result.tools.map(({ name }: { name: string }) => name)
  const executeHints = async (token: string, query = '') =>
    (await rpc('tools/list', {}, { token, query })).body.result.tools.find(
      ({ name }: { name: string }) => name === 'execute',
    ).annotations

  test('is what its tools say, and what is carried out', async () => {
    const token = await scoped(['read'])
    assert.ok(!(await names(token)).includes('delete_connector'))
    assert.equal((await executeHints(token)).readOnlyHint, true)
    const params = { owner: REPOSITORY.owner, repo: REPOSITORY.repo, title: 'No' }
    const items = [{ connector, entity: 'issues', action: 'create', params }]
    const [first] = read(await tool('execute', { items }, { token })).results
    assert.equal(first.error.code, 'forbidden_operation')
    const deleted = await tool('delete_connector', { connector }, { token })
    assert.equal(deleted.isError, true)
  })

  test('a token that nobody narrowed does nothing grave unless the address lists it', async () => {
    assert.equal((await executeHints(bearer)).destructiveHint, false)
    assert.equal((await executeHints(bearer, '?effects=destructive')).destructiveHint, true)
  })

  test('a token of a page for end users is not let in', async () => {
    const body = { workspace_name: 'acme', allowed_origin: 'https://app.example' }
    const made = await call('POST', '/api/v1/account/applications/widget-token', { bearer: operator, body })
    const { token } = JSON.parse(Buffer.from(made.body.token, 'base64').toString())
    assert.equal((await rpc('tools/list', {}, { token })).status, 403)
  })
})

describe('a token of the organization', () => {
  test('names the workspace in its calls', async () => {
    const { workspaces } = read(await tool('list_workspaces', {}, { token: operator }))
    assert.ok(workspaces.some(({ name }: { name: string }) => name === 'acme'))
    const without = await tool('list_connectors', {}, { token: operator })
    assert.equal(without.isError, true)
    const { connectors } = read(await tool('list_connectors', { workspace: 'acme' }, { token: operator }))
    assert.deepEqual(
      connectors.map(({ id, type, status }: Record<string, string>) => [id, type, status]),
      [[connector, 'github', 'active']],
    )
  })

  test('with a workspace in the address it is one of that workspace, and reaches no other', async () => {
    const query = '?workspace=acme'
    const { workspaces } = read(await tool('list_workspaces', {}, { token: operator, query }))
    assert.deepEqual(
      workspaces.map(({ name }: { name: string }) => name),
      ['acme'],
    )
    const other = await house.connectGithub(await house.scopedToken('globex'), { credentials, source_config })
    const foreign = await tool('inspect_connector', { connector: other }, { token: operator, query })
    assert.equal(failed(foreign), 'connector_not_found')
    const own = await tool('inspect_connector', { connector }, { token: operator, query })
    assert.equal(read(own).id, connector)
  })

  test('a scoped token is not taken to another workspace by the address', async () => {
    const { status, body } = await rpc('tools/list', {}, { query: '?workspace=globex' })
    assert.equal(status, 404)
    assert.equal(body.error.data.code, 'workspace_not_found')
  })
})

describe('documentation', () => {
  test('is found by words and read by section', async () => {
    const { docs } = read(await tool('search_skill_docs', { query: 'github issues' }))
    assert.equal(docs[0].id, `connector-source:${connector}`)
    const outline = read(await tool('read_skill_docs', { id: docs[0].id }))
    assert.ok(outline.sections.includes('issues.create'))
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
      { token: globex },
    )
    assert.equal(failed(foreign), 'connect_session_not_found')
    assert.equal(failed(await tool('start_connector_setup', { type: 'fax' })), 'connector_type_not_found')
  })

  test('one that is deleted is gone', async () => {
    const token = await house.scopedToken('shortlived')
    const id = await house.connectGithub(token, { credentials, source_config })
    assert.equal(read(await tool('delete_connector', { connector: id }, { token })).deleted, true)
    assert.deepEqual(read(await tool('list_connectors', {}, { token })).connectors, [])
  })
})

describe('two accounts of one type', async () => {
  const token = await house.scopedToken('twins')
  const first = await house.connectGithub(token, { credentials, source_config, name: 'work' })
  const second = await house.connectGithub(token, { credentials, source_config, name: 'home' })
  const items = [{ connector: 'github', ...ISSUES }]

  test('are never taken for one another: who cannot be asked is told which there are', async () => {
    const result = await tool('execute', { items }, { token })
    assert.equal(result.isError, true)
    assert.equal(failed(result), 'connector_ambiguous')
    assert.match(result.content[0].text, new RegExp(`${first}.*${second}|${second}.*${first}`))
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

test('the limits on callers hold for what is done behind the door', async () => {
  const limited = await engineUnderTest({
    config: { limits: { ...house.config.limits, workspace: { calls: 10, seconds: 60 } } },
  })
  try {
    const token = await limited.scopedToken('acme')
    const id = await limited.connectGithub(token, { credentials, source_config })
    const items = Array.from({ length: 20 }, () => ({ connector: id, ...ISSUES }))
    const params = { name: 'execute', arguments: { items } }
    const body = { jsonrpc: '2.0', id: 1, method: 'tools/call', params }
    const reply = await limited.call('POST', '/mcp', { bearer: token, body })
    const codes = read(reply.body.result).results.map((one: { error?: { code: string } }) => one.error?.code)
    assert.ok(codes.includes('rate_limited'), String(codes))
    const next = await limited.call('POST', '/mcp', { bearer: token, body })
    assert.equal(next.status, 429)
    assert.ok(Number(next.headers.get('retry-after')) > 0)
  } finally {
    await limited.close()
  }
})
