import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { engineUnderTest, GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'
import { createMcpCaller, failureIn, readText } from './testing/mcp-caller.ts'

const house = await engineUnderTest()
after(() => house.close())
const { call, engine } = house
const operator = await house.applicationToken()
const bearer = await house.scopedToken('acme')
const credentials = { token: GITHUB_TOKEN }
const source_config = { repositories: `${REPOSITORY.owner}/${REPOSITORY.repo}` }
const connector = await house.connectGithub(bearer, { credentials, source_config })
const { rpc, tool } = createMcpCaller(house, { bearer })
const read = readText
const failed = failureIn

const ISSUES = { entity: 'issues', action: 'list', params: { limit: 2 }, select_fields: ['number', 'title'] }

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
    for (const query of [
      ...['?effects=all', '?max_tokens=100', '?max_tokens=50001', '?max_result_tokens=255'],
      ...['?worksapce=acme', '?workspace=acme&workspace=globex'],
    ])
      assert.equal((await rpc('tools/list', {}, { query })).status, 422, query)
    assert.equal((await rpc('tools/list', {}, { query: '?max_tokens=0' })).status, 200)
  })
})

describe('what a token may do', () => {
  const scoped = async (capabilities: readonly string[]) => {
    const body = { workspace_name: 'acme', capabilities }
    const reply = await call('POST', '/api/v1/account/applications/scoped-token', { bearer: operator, body })
    return String(reply.body.token)
  }
  const names = async (token: string) =>
    (await rpc('tools/list', {}, { bearer: token })).body.result.tools.map(
      ({ name }: { name: string }) => name,
    )
  const executeHints = async (token: string, query = '') =>
    (await rpc('tools/list', {}, { bearer: token, query })).body.result.tools.find(
      ({ name }: { name: string }) => name === 'execute',
    ).annotations

  test('is what its tools say, and what is carried out', async () => {
    const token = await scoped(['read'])
    assert.ok(!(await names(token)).includes('delete_connector'))
    assert.equal((await executeHints(token)).readOnlyHint, true)
    const params = { owner: REPOSITORY.owner, repo: REPOSITORY.repo, title: 'No' }
    const items = [{ connector, entity: 'issues', action: 'create', params }]
    const [first] = read(await tool('execute', { items }, { bearer: token })).results
    assert.equal(first.error.code, 'forbidden_operation')
    const deleted = await tool('delete_connector', { connector }, { bearer: token })
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
    assert.equal((await rpc('tools/list', {}, { bearer: token })).status, 403)
  })
})

describe('a token of the organization', () => {
  test('names the workspace in its calls', async () => {
    const { workspaces } = read(await tool('list_workspaces', {}, { bearer: operator }))
    assert.ok(workspaces.some(({ name }: { name: string }) => name === 'acme'))
    const without = await tool('list_connectors', {}, { bearer: operator })
    assert.equal(without.isError, true)
    const { connectors } = read(await tool('list_connectors', { workspace: 'acme' }, { bearer: operator }))
    assert.deepEqual(
      connectors.map(({ id, type, status }: Record<string, string>) => [id, type, status]),
      [[connector, 'github', 'active']],
    )
  })

  test('with a workspace in the address it is one of that workspace, and reaches no other', async () => {
    const query = '?workspace=acme'
    const { workspaces } = read(await tool('list_workspaces', {}, { bearer: operator, query }))
    assert.deepEqual(
      workspaces.map(({ name }: { name: string }) => name),
      ['acme'],
    )
    const other = await house.connectGithub(await house.scopedToken('globex'), { credentials, source_config })
    const foreign = await tool('inspect_connector', { connector: other }, { bearer: operator, query })
    assert.equal(failed(foreign), 'connector_not_found')
    const own = await tool('inspect_connector', { connector }, { bearer: operator, query })
    assert.equal(read(own).id, connector)
  })

  test('makes no workspace of a name that is misspelled', async () => {
    const names = async () => {
      const { body } = await call('GET', '/api/v1/workspaces', { bearer: operator })
      return body.data.map(({ name }: { name: string }) => name)
    }
    const before = await names()
    const { status, body } = await rpc('tools/list', {}, { bearer: operator, query: '?workspace=acmee' })
    assert.deepEqual([status, body.error.data.code], [404, 'workspace_not_found'])
    assert.match(body.error.message, /"acmee"/)
    const input = { type: 'stripe', workspace: 'acmee' }
    const begun = await tool('start_connector_setup', input, { bearer: operator })
    assert.equal(failed(begun), 'workspace_not_found')
    const listed = await tool('list_connectors', { workspace: 'acmee' }, { bearer: operator })
    assert.equal(listed.isError, true)
    assert.deepEqual(await names(), before)
    const right = await tool('start_connector_setup', { ...input, workspace: 'acme' }, { bearer: operator })
    assert.match(read(right).connect_url, /\/connect\//)
  })

  test('a scoped token is not taken to another workspace by the address', async () => {
    const { status, body } = await rpc('tools/list', {}, { query: '?workspace=globex' })
    assert.equal(status, 404)
    assert.equal(body.error.data.code, 'workspace_not_found')
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
