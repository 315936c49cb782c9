import assert from 'node:assert/strict'
import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  endOlderSecret,
  grantOrganization,
  revokeApplication,
  rotateSecret,
  ungrantOrganization,
} from '@sallyport/engine'
import { SallyportError } from '@sallyport/errors'
import { type Connection, queryAs } from '@sallyport/postgres'
import { startEmbedded } from '@sallyport/postgres/embedded'
import { plantCluster } from '@sallyport/postgres/testing'
import { createKeyFile } from '@sallyport/vault/providers/key-file'
import type { Config } from './config.ts'
import { systemEdge } from './edge.ts'
import { createLog } from './log.ts'
import { openOrganizations } from './open-organizations.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'
import { addOrganization } from './testing/add-organization.ts'
import { type Caller, createCaller } from './testing/caller.ts'
import { engineUnderTest, GITHUB_TOKEN, REPOSITORY, testConfig } from './testing/index.ts'
import { loseNotices } from './testing/lose-notices.ts'
import { createMcpCaller, readText } from './testing/mcp-caller.ts'
import { DRIVE_ID } from './testing/template-inputs.ts'
import { undo } from './testing/undo.ts'
import { startEngine } from './wire.ts'

const folder = await makeTemporaryFolder()
await plantCluster(join(folder.path, 'postgres'))
const server = await startEmbedded({ directory: join(folder.path, 'postgres') })
after(async () => {
  await server.stop()
  await folder.remove()
})
const { host, port, superuser: user } = server
const administrator: Connection = { host, port, user, database: 'postgres' }

/** An operator's database, empty, and its URL. */
async function newDatabase(name: string): Promise<string> {
  await queryAs(administrator, `CREATE DATABASE ${name}`)
  return `postgres://${user}@/${name}?host=${encodeURIComponent(host)}&port=${port}`
}

const start = (config: Config) => startEngine({ config, edge: systemEdge, log: createLog('silent') })

/** An engine under test on that database, and a second one on it, each with a caller of its own. */
async function twoEngines(t: TestContext, database: string) {
  const first = await engineUnderTest({ databaseUrl: await newDatabase(database) })
  undo(t, () => first.close())
  const second = await start({
    ...first.config,
    dataDirectory: join(folder.path, `second data of ${database}`),
  })
  undo(t, () => second.close())
  assert.equal(second.created, undefined)
  const bearer = await first.scopedToken('acme')
  return { first, second: createCaller(second.url, first.application), bearer }
}

async function refusal(attempt: Promise<unknown>): Promise<SallyportError> {
  const error = await attempt.then(
    () => assert.fail('it was not refused'),
    (reason: unknown) => reason,
  )
  assert.ok(SallyportError.isInstance(error), String(error))
  return error
}

/** Milliseconds until the answer has this status. */
async function timeUntil(status: number, ask: () => Promise<{ readonly status: number }>): Promise<number> {
  const startedAt = performance.now()
  while ((await ask()).status !== status) {
    assert.ok(performance.now() - startedAt < 5_000, `no ${status} within 5 s`)
    await sleep(10)
  }
  return performance.now() - startedAt
}

const TEMPLATES = '/api/v1/integrations/templates/sources'
const listIssues = { entity: 'issues', action: 'list', params: { ...REPOSITORY, limit: 1 } }

test('of two engines that start first at once one makes the deployment, and its tokens are good at both', async (t) => {
  const databaseUrl = await newDatabase('raced')
  const configs = ['one', 'other'].map((name) => ({
    ...testConfig(folder.path, 'http://127.0.0.1:1', databaseUrl),
    dataDirectory: join(folder.path, name),
  }))
  const engines = await Promise.all(configs.map(start))
  undo(t, () => Promise.all(engines.map((engine) => engine.close())))
  const made = engines.flatMap(({ created }) => created ?? [])
  assert.equal(made.length, 1)
  const [application = assert.fail()] = made
  const bearers = engines.map(({ url }) => createCaller(url, application).scopedToken('acme'))
  for (const bearer of await Promise.all(bearers)) {
    for (const { url } of engines) {
      const info = '/api/v1/account/applications/scoped-token/info'
      assert.equal((await createCaller(url, application).call('GET', info, { bearer })).status, 200)
    }
  }
})

test('a connector that is removed at one engine is gone at the other within a second', async (t) => {
  const { first, second, bearer } = await twoEngines(t, 'removed')
  const id = await first.connectGithub(bearer, { credentials: { token: GITHUB_TOKEN } })
  const execute = () => second.execute(bearer, id, listIssues)
  assert.equal((await execute()).status, 200)
  assert.equal((await execute()).status, 200)
  assert.equal((await first.call('DELETE', `/api/v1/integrations/connectors/${id}`, { bearer })).status, 202)
  assert.equal((await first.execute(bearer, id, listIssues)).status, 404)
  const time = await timeUntil(404, execute)
  assert.ok(time < 1_000, `gone after ${time} ms`)
})

test('what one engine has just stored is found at the other at once', async (t) => {
  const { first, second } = await twoEngines(t, 'stored')
  await loseNotices({ ...administrator, database: 'stored' })
  const bearer = await first.applicationToken()
  const body = { actor_definition_id: DRIVE_ID, partial_default_config: {} }
  for (let round = 0; round < 10; round++) {
    const made = await first.call('POST', TEMPLATES, { bearer, body })
    assert.equal(made.status, 200, made.text)
    const ended = await second.call('DELETE', `${TEMPLATES}/${made.body.id}`, { bearer })
    assert.equal(ended.status, 200, `round ${round}: ${ended.text}`)
  }
})

test('an application that an administrator revokes is refused at both within a second', async (t) => {
  const { first, second, bearer } = await twoEngines(t, 'revoked')
  const calls = [first, second].map(
    ({ call }) =>
      () =>
        call('GET', '/api/v1/integrations/templates/sources', { bearer }),
  )
  for (const call of calls) assert.equal((await call()).status, 200)
  const database = { ...administrator, database: 'revoked' }
  await queryAs(database, 'UPDATE sallyport.applications SET revoked_at = now()')
  for (const time of await Promise.all(calls.map((call) => timeUntil(401, call)))) {
    assert.ok(time < 1_000, `refused after ${time} ms`)
  }
  const { client_id, client_secret } = first.application
  for (const { call } of [first, second]) {
    const login = await call('POST', '/api/v1/applications/token', { body: { client_id, client_secret } })
    assert.equal(login.status, 401)
  }
})

for (const [how, database] of [
  ['', 'resting'],
  [', also when notices are lost', 'resting_unheard'],
] as const) {
  test(`a workspace that is switched off or deleted at one engine is so at the other within a second${how}`, async (t) => {
    const { first, second, bearer } = await twoEngines(t, database)
    const operator = await first.applicationToken()
    const id = await first.connectGithub(bearer, { credentials: { token: GITHUB_TOKEN } })
    const info = await first.call('GET', '/api/v1/account/applications/scoped-token/info', { bearer })
    const path = `/api/v1/workspaces/${info.body.workspace_id}`
    if (how !== '') await loseNotices({ ...administrator, database })
    const execute = () => second.execute(bearer, id, listIssues)
    const become = (status: string) => first.call('PUT', path, { bearer: operator, body: { status } })
    for (const [status, answer] of [
      ['inactive', 403],
      ['active', 200],
      ['inactive', 403],
      ['active', 200],
    ] as const) {
      assert.equal((await become(status)).status, 200)
      assert.equal((await first.execute(bearer, id, listIssues)).status, answer, 'at once where it was done')
      const time = await timeUntil(answer, execute)
      assert.ok(time < 1_000, `${status} after ${time} ms`)
    }
    assert.equal((await first.call('DELETE', path, { bearer: operator })).status, 200)
    assert.equal((await first.execute(bearer, id, listIssues)).status, 401)
    const time = await timeUntil(401, execute)
    assert.ok(time < 1_000, `deleted after ${time} ms`)
  })
}

test('two engines let no more calls through than a quota has, and no fewer where both are asked', async (t) => {
  const { first, second, bearer } = await twoEngines(t, 'shared_quota')
  const operator = await first.applicationToken()
  const id = await first.connectGithub(bearer, { credentials: { token: GITHUB_TOKEN } })
  const info = await first.call('GET', '/api/v1/account/applications/scoped-token/info', { bearer })
  const path = `/api/v1/workspaces/${info.body.workspace_id}/quota`
  const limit = 80
  const set = await first.call('PUT', path, { bearer: operator, body: { calls_per_day: limit } })
  assert.equal(set.status, 200, set.text)
  // The other engine has heard of the quota by then.
  await sleep(1_200)
  const burst = (count: number, at: Pick<typeof first, 'execute'>) =>
    Promise.all(Array.from({ length: count }, () => at.execute(bearer, id, listIssues)))
  const answers = [
    ...(await burst(10, first)),
    ...(await Promise.all([burst(60, first), burst(60, second)])).flat(),
  ]
  const through = answers.filter(({ status }) => status === 200).length
  const refused = answers.filter(({ body }) => body.code === 'quota_exceeded').length
  assert.deepEqual([through, refused], [limit, answers.length - limit])
  const rows = await queryAs<{ taken: string }>(
    { ...administrator, database: 'shared_quota' },
    'SELECT taken FROM sallyport.quota_windows',
  )
  assert.deepEqual(rows, [{ taken: String(limit) }])
})

test('a result that one engine kept is read at the other, until its connector goes', async (t) => {
  const { first, second, bearer } = await twoEngines(t, 'results')
  const id = await first.connectGithub(bearer, { credentials: { token: GITHUB_TOKEN } })
  const body = { entity: 'issues', action: 'list', params: REPOSITORY, max_result_tokens: 256 }
  const { result, execution_metadata } = (await first.execute(bearer, id, body)).body
  const handle = execution_metadata.result_budget.handle ?? result.handle
  const ask = (at: Caller) =>
    at.call('POST', `/api/v1/results/${handle}/query`, { bearer, body: { limit: 1 } })
  const [here, there] = [await ask(first), await ask(second)]
  assert.deepEqual([here.status, there.status], [200, 200], there.text)
  assert.deepEqual(there.body, here.body)
  await first.call('DELETE', `/api/v1/integrations/connectors/${id}`, { bearer })
  for (const at of [first, second]) assert.equal((await ask(at)).body.code, 'result_not_found')
})

test('an older secret that ends on the host is refused at both within a second, with the tokens that came by it', async (t) => {
  const { first, second, bearer } = await twoEngines(t, 'secrets')
  const { work, close } = await openOrganizations(first.config, systemEdge)
  undo(t, close)
  const { client_id: clientId, client_secret: older } = first.application
  const { clientSecret } = await rotateSecret(work, { clientId, keepMs: 3_600_000 }, async () => {})
  const login = (at: Caller, secret: string) =>
    at.call('POST', '/api/v1/applications/token', { body: { client_id: clientId, client_secret: secret } })
  const use = (at: Caller, token: string) => at.call('GET', TEMPLATES, { bearer: token })
  for (const at of [first, second]) {
    for (const secret of [older, clientSecret]) assert.equal((await login(at, secret)).status, 200)
    assert.equal((await use(at, bearer)).status, 200)
  }
  const kept = (await login(second, clientSecret)).body.access_token
  assert.equal(await endOlderSecret(work, clientId), true)
  const asks = [first, second].flatMap((at) => [() => login(at, older), () => use(at, bearer)])
  for (const time of await Promise.all(asks.map((ask) => timeUntil(401, ask)))) {
    t.diagnostic(`refused after ${Math.round(time)} ms`)
    assert.ok(time < 1_000, `refused after ${time} ms`)
  }
  for (const at of [first, second]) {
    assert.equal((await login(at, clientSecret)).status, 200)
    assert.equal((await use(at, kept)).status, 200)
  }
})

test('a grant, its end, and the end of the application are seen by both within a second', async (t) => {
  const { first, second } = await twoEngines(t, 'grants')
  const { work, close } = await openOrganizations(first.config, systemEdge)
  undo(t, close)
  const { id: organizationId } = await addOrganization(first, 'branch')
  const clientId = first.application.client_id
  const bearer = await first.applicationToken()
  const headers = { 'x-organization-id': organizationId }
  const enter = (at: Caller) => () => at.call('GET', TEMPLATES, { bearer, headers })
  const seenByBoth = async (status: number, change: () => Promise<unknown>) => {
    await change()
    const times = [first, second].map((at) => timeUntil(status, enter(at)))
    for (const time of await Promise.all(times)) {
      t.diagnostic(`${status} after ${Math.round(time)} ms`)
      assert.ok(time < 1_000, `${status} after ${time} ms`)
    }
  }
  for (const at of [first, second]) assert.equal((await enter(at)()).status, 403)
  await seenByBoth(200, () => grantOrganization(work, { clientId, organizationId }))
  const scoped = await first.call('POST', '/api/v1/embedded/scoped-token', {
    bearer,
    headers,
    body: { workspace_name: 'acme' },
  })
  const inside = () => second.call('GET', TEMPLATES, { bearer: scoped.body.token })
  assert.equal((await inside()).status, 200)
  await seenByBoth(403, () => ungrantOrganization(work, { clientId, organizationId }))
  assert.equal((await inside()).status, 401)
  await seenByBoth(401, () => revokeApplication(work, clientId))
})

test('a second engine in the same data directory is refused by the name of the first, which goes on', async (t) => {
  const first = await engineUnderTest()
  undo(t, () => first.close())
  const error = await refusal(start(first.config))
  assert.equal(error.code, 'configuration_invalid')
  assert.match(
    error.message,
    new RegExp(`Another engine \\(process ${process.pid}\\) holds ${first.config.dataDirectory}`),
  )
  assert.equal((await first.call('GET', '/readyz')).status, 200)
})

test('an engine without the root key that the database names is refused, and makes none', async (t) => {
  const first = await engineUnderTest({ databaseUrl: await newDatabase('keyless') })
  undo(t, () => first.close())
  const [row] = await queryAs<{ id: string }>(
    { ...administrator, database: 'keyless' },
    'SELECT root_key_id AS id FROM sallyport_deployment.deployment',
  )
  const named = row?.id ?? assert.fail()
  const second = { ...first.config, dataDirectory: join(folder.path, 'keyless') }

  const missing = join(folder.path, 'nowhere', 'root.key')
  const withNone = await refusal(start({ ...second, rootKeys: [{ kind: 'file', path: missing }] }))
  assert.equal(withNone.code, 'configuration_invalid')
  assert.ok(withNone.message.includes(named) && withNone.message.includes('missing'), withNone.message)
  await assert.rejects(access(missing), { code: 'ENOENT' })
  await assert.rejects(access(join(folder.path, 'nowhere')), { code: 'ENOENT' })

  const another = join(folder.path, 'another.key')
  const { keyId } = await createKeyFile(another)
  const before = await readFile(another, 'utf8')
  const withAnother = await refusal(start({ ...second, rootKeys: [{ kind: 'file', path: another }] }))
  assert.equal(withAnother.code, 'configuration_invalid')
  assert.ok(withAnother.message.includes(named) && withAnother.message.includes(keyId), withAnother.message)
  assert.equal(await readFile(another, 'utf8'), before)

  assert.equal((await first.call('GET', '/readyz')).status, 200)
  await assert.rejects(access(join(second.dataDirectory, 'application.json')), { code: 'ENOENT' })
})

test('an MCP client is answered by whichever engine it meets: neither keeps anything of it', async (t) => {
  const { first, second, bearer } = await twoEngines(t, 'mcp')
  const source_config = { repositories: `${REPOSITORY.owner}/${REPOSITORY.repo}` }
  await first.connectGithub(bearer, { credentials: { token: GITHUB_TOKEN }, source_config })
  const query = '?max_tokens=30000&max_result_tokens=256'
  const [one, other] = [first, second].map((caller) => createMcpCaller(caller, { bearer, query }))
  const listed = await one?.rpc('tools/list')
  assert.ok(listed?.body.result.tools.some(({ name }: { name: string }) => name === 'github_issues_list'))
  const { result } = readText(await other?.tool('github_issues_list', { limit: 50 }))
  const counts = { group_by: ['state'] }
  const asked = await one?.tool('query_result', { handle: result.handle, ...counts })
  assert.notEqual(asked?.isError, true, asked?.content[0]?.text)
  assert.equal(readText(asked).rows[0].count, result.count)
})
