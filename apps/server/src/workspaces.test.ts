import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { assertErrorAnswer } from '@sallyport/http/testing'
import { queryAs, readTables } from '@sallyport/postgres'
import fc from 'fast-check'
import { addOrganization } from './testing/add-organization.ts'
import { createCaller } from './testing/caller.ts'
import { engineUnderTest, GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'
import { finishedJob } from './testing/until.ts'

const under = await engineUnderTest()
after(() => under.close())
const { call, execute } = under
const operator = await under.applicationToken()
const WORKSPACES = '/api/v1/workspaces'
const CONNECTORS = '/api/v1/integrations/connectors'
const INFO = '/api/v1/account/applications/scoped-token/info'
const credentials = { token: GITHUB_TOKEN }
const LIST = { entity: 'issues', action: 'list', params: { ...REPOSITORY, limit: 1 } }

const get = (path: string, bearer = operator) => call('GET', path, { bearer })
const put = (id: string, body: object) => call('PUT', `${WORKSPACES}/${id}`, { bearer: operator, body })
const remove = (id: string) => call('DELETE', `${WORKSPACES}/${id}`, { bearer: operator })
const make = (name: string) => call('POST', WORKSPACES, { bearer: operator, body: { name } })
const listOf = (query: Readonly<Record<string, string>>) => get(`${WORKSPACES}?${new URLSearchParams(query)}`)

async function made(name: string): Promise<string> {
  const { status, body, text } = await make(name)
  assert.equal(status, 201, text)
  return body.id
}

/** Names on each page, from a first address on. */
async function pagesFrom(path: string): Promise<string[][]> {
  const { status, body, text } = await get(path)
  assert.equal(status, 200, text)
  const names = body.data.map(({ name }: { name: string }) => name)
  return body.next === null ? [names] : [names, ...(await pagesFrom(body.next))]
}

test('a workspace that is made by itself has all the fields that clients require', async () => {
  const { status, body } = await make('  made\u0301 ')
  assert.equal(status, 201)
  const { id, created_at, updated_at, ...rest } = body
  const organization_id = under.application.organization_id
  assert.deepEqual(rest, {
    name: 'mad\u00e9',
    organization_id,
    status: 'active',
    cache_enabled: null,
    tombstone: false,
  })
  assert.deepEqual((await get(`${WORKSPACES}/${id}`)).body, body)
  assert.ok(created_at === updated_at && !Number.isNaN(Date.parse(created_at)))
})

test('a name that is taken is a conflict that says by which workspace; case counts', async () => {
  const id = await made('taken')
  const again = await make('taken')
  const { errors } = assertErrorAnswer(again, 'workspace_name_taken')
  assert.deepEqual(errors[0]?.details, { id })
  const other = await made('Taken')
  const renamed = assertErrorAnswer(await put(other, { name: ' taken' }), 'workspace_name_taken')
  assert.deepEqual(renamed.errors[0]?.details, { id })
  assert.equal((await put(id, { name: 'taken' })).status, 200, 'its own name is no conflict')
})

test('of ten that rename to one name at once one has it, and the others hear why not', async () => {
  const ids = await Promise.all(Array.from({ length: 10 }, (_, at) => made(`raced ${at}`)))
  const answers = await Promise.all(ids.map((id) => put(id, { name: 'the winner' })))
  const codes = answers.map(({ status, body }) => (status === 200 ? 'won' : body.code)).sort()
  assert.deepEqual(codes, ['won', ...Array.from({ length: 9 }, () => 'workspace_name_taken')])
})

test('names that are none are refused: empty, too long, with controls, or with the form of a token', async () => {
  const id = await made('well named')
  const scoped = await under.scopedToken('well named')
  for (const name of ['', ' ', 'x'.repeat(256), 'bell\u0007', scoped]) {
    for (const answer of [await make(name), await put(id, { name })]) {
      assertErrorAnswer(answer, 'invalid_request', name === scoped ? [scoped] : [])
    }
  }
  assert.equal((await make('👍'.repeat(255))).status, 201)
})

test('a change leaves what it does not name; null of the cache is a value of its own', async () => {
  const id = await made('changing')
  assert.equal((await put(id, { cache_enabled: false })).body.cache_enabled, false)
  assert.equal((await put(id, { name: 'changed' })).body.cache_enabled, false)
  assert.equal((await put(id, { cache_enabled: null })).body.cache_enabled, null)
  const { body } = await put(id, {})
  assert.deepEqual([body.name, body.status], ['changed', 'active'])
  assertErrorAnswer(await put(randomUUID(), { name: 'changed' }), 'workspace_not_found')
  assertErrorAnswer(await put(id, { status: 'gone' }), 'invalid_request')
})

test('a list is paged, each workspace once and in its order, and the address of the next page carries all filters', async () => {
  const names = Array.from({ length: 7 }, (_, at) => `Page ${at} of test`)
  for (const name of names) await made(name)
  await put(await made('Page off of test'), { status: 'inactive' })
  for (const limit of ['1', '2', '3', '7', '100']) {
    const query = new URLSearchParams({ name_contains: 'PAGE', status: 'active', limit })
    const pages = await pagesFrom(`${WORKSPACES}?${query}`)
    assert.deepEqual(pages.flat(), names, `pages of ${limit}`)
    assert.equal(pages.length, Math.ceil(7 / Number(limit)))
  }
  const first = await listOf({ name_contains: 'page', status: 'active', limit: '3' })
  const next = new URL(first.body.next, under.engine.url)
  assert.match(first.body.next, /^\/api\/v1\/workspaces\?/)
  assert.deepEqual(
    [next.searchParams.get('name_contains'), next.searchParams.get('status'), next.searchParams.get('limit')],
    ['page', 'active', '3'],
  )
  // The cursor brings its filters by itself.
  const bare = await listOf({ cursor: next.searchParams.get('cursor') ?? '', limit: '100' })
  assert.deepEqual(
    bare.body.data.map(({ name }: { name: string }) => name),
    names.slice(3),
  )
})

test('the exact match comes first, whatever else contains it, and once', async () => {
  const names = ['exactly so', 'not exactly', 'Exactly', 'exactly', 'exactly 2']
  for (const name of names) await made(name)
  const ordered = ['exactly', 'exactly so', 'not exactly', 'Exactly', 'exactly 2']
  for (const limit of ['1', '2', '4', '5', '100']) {
    const query = new URLSearchParams({ name_contains: 'exactly', limit })
    assert.deepEqual((await pagesFrom(`${WORKSPACES}?${query}`)).flat(), ordered, `pages of ${limit}`)
  }
})

test('signs that mean something to a database mean themselves in a search', async () => {
  await made("50% of _it's_ \\ done")
  for (const name_contains of ['%', '_', '\\', "'", '50% OF']) {
    const { body } = await listOf({ name_contains })
    assert.equal(body.data.length, 1, name_contains)
  }
  assert.equal((await listOf({ name_contains: '' })).body.data.length, 20, 'nothing is no filter')
})

test('limits that are none, and other words for a status, are refused', async () => {
  const wrong = [{ limit: '0' }, { limit: '101' }, { limit: '1.5' }, { limit: '-1' }, { status: 'asleep' }]
  for (const query of wrong) {
    assertErrorAnswer(await listOf(query as Record<string, string>), 'invalid_request')
  }
})

test('looking makes nothing: neither a list of workspaces nor one of connectors', async () => {
  assert.deepEqual((await listOf({ name_contains: 'never made' })).body, { data: [], next: null })
  const empty = await get(`${CONNECTORS}?workspace_name=never made`)
  assert.deepEqual([empty.status, empty.body.data], [200, []])
  assertErrorAnswer(await get(`${CONNECTORS}?workspace_id=${randomUUID()}`), 'workspace_not_found')
  assert.deepEqual((await listOf({ name_contains: 'never made' })).body.data, [])
})

test('a token for a new name, and a connector in one, make the workspace', async () => {
  await under.scopedToken('made by a token')
  await under.connectGithub(operator, { workspace_name: 'made by a connector', credentials })
  const { body } = await listOf({ name_contains: 'made by a ' })
  assert.equal(body.data.length, 2)
})

test('the counts are of those that are there', async () => {
  const before = (await get(`${WORKSPACES}/stats`)).body
  const [id] = [await made('counted'), await made('counted too')]
  await put(id, { status: 'inactive' })
  const { body } = await get(`${WORKSPACES}/stats`)
  const { active_count, inactive_count, total_count } = before
  assert.deepEqual(body, {
    active_count: active_count + 1,
    inactive_count: inactive_count + 1,
    total_count: total_count + 2,
  })
  await remove(id)
  assert.equal((await get(`${WORKSPACES}/stats`)).body.total_count, total_count + 1)
})

test('an inactive workspace does nothing, says so by name, and loses nothing', async () => {
  const bearer = await under.scopedToken('resting')
  const { workspace_id: id } = (await get(INFO, bearer)).body
  const connector = await under.connectGithub(bearer, { credentials })
  assert.equal((await execute(bearer, connector, LIST)).status, 200)
  assert.equal((await put(id, { status: 'inactive' })).status, 200)
  under.github.ledger.clear()
  const create = { connector_type: 'github', workspace_id: id, credentials }
  const refused = [
    await execute(bearer, connector, LIST),
    await execute(operator, connector, LIST),
    await get(INFO, bearer),
    await get('/api/v1/integrations/templates/sources', bearer),
    await call('POST', CONNECTORS, { bearer: operator, body: create }),
    await call('POST', `${CONNECTORS}/${connector}/check`, { bearer: operator }),
    await call('POST', '/api/v1/embedded/scoped-token', {
      bearer: operator,
      body: { workspace_name: 'resting' },
    }),
  ]
  for (const answer of refused) assertErrorAnswer(answer, 'workspace_inactive', [GITHUB_TOKEN])
  assert.equal(under.github.ledger.count(), 0)
  // Its operator goes on seeing what there is.
  const listed = await get(`${CONNECTORS}?workspace_id=${id}`)
  assert.equal(listed.body.data.length, 1)
  assert.equal((await get(`${CONNECTORS}/${connector}`)).status, 200)
  assert.equal((await put(id, { status: 'active' })).status, 200)
  assert.equal((await execute(bearer, connector, LIST)).status, 200)
})

test('a connector of an inactive workspace can be ended', async () => {
  const bearer = await under.scopedToken('closing')
  const { workspace_id: id } = (await get(INFO, bearer)).body
  const connector = await under.connectGithub(bearer, { credentials })
  await put(id, { status: 'inactive' })
  assert.equal((await call('DELETE', `${CONNECTORS}/${connector}`, { bearer: operator })).status, 202)
})

test('a deleted workspace is gone with its tokens and connectors; its records stay, and its name is free', async () => {
  const bearer = await under.scopedToken('leaving')
  const { workspace_id: id } = (await get(INFO, bearer)).body
  const connector = await under.connectGithub(bearer, { credentials })
  assert.equal((await execute(bearer, connector, LIST)).status, 200)
  const { status, body } = await remove(id)
  assert.deepEqual([status, body.id], [200, id])
  assert.ok(Date.parse(body.deleted_at) > Date.now() - 60_000)

  assertErrorAnswer(await execute(bearer, connector, LIST), 'unauthenticated')
  assertErrorAnswer(await get(INFO, bearer), { code: 'unauthenticated', says: /has been deleted/ })
  assertErrorAnswer(await execute(operator, connector, LIST), 'connector_not_found')
  assertErrorAnswer(await get(`${WORKSPACES}/${id}`), 'workspace_not_found')
  assertErrorAnswer(await put(id, { status: 'active' }), 'workspace_not_found')
  assertErrorAnswer(await remove(id), 'workspace_not_found')
  assert.deepEqual((await listOf({ name_contains: 'leaving' })).body.data, [])

  const { kind, connectors } = await finishedJob(under, operator, body.job_id)
  assert.deepEqual([kind, connectors], ['deletion', 1])
  await sleep(1_200)
  const rows = await readTables(under.engine.database)
  const of = (table: string) =>
    rows.filter((row) => row.table === `sallyport.${table}` && row.columns.workspace_id === id)
  assert.deepEqual([of('executions').length, of('connectors').length], [1, 0])
  assert.ok(of('audit_events').some(({ columns }) => columns.type === 'workspace.deleted'))

  const again = await under.scopedToken('leaving')
  assert.notEqual((await get(INFO, again)).body.workspace_id, id)
  assert.deepEqual((await get(CONNECTORS, again)).body.data, [])
})

test('what is still under way when its workspace is deleted is recorded', async () => {
  const bearer = await under.scopedToken('leaving in a hurry')
  const { workspace_id: id } = (await get(INFO, bearer)).body
  const connector = await under.connectGithub(bearer, { credentials })
  under.github.faults.add({ kind: 'latency', ms: 300 })
  const [answer] = await Promise.all([execute(bearer, connector, LIST), sleep(100).then(() => remove(id))])
  assert.equal(answer.status, 200)
  await sleep(1_200)
  const [row] = await queryAs<{ outcome: string }>(
    under.engine.database,
    'SELECT outcome FROM sallyport.executions WHERE workspace_id = $1',
    [id],
  )
  assert.equal(row?.outcome, 'success')
})

test('a workspace that was deleted can be offboarded afterwards, once: then its records go', async () => {
  const bearer = await under.scopedToken('erased later')
  const { workspace_id: id } = (await get(INFO, bearer)).body
  const connector = await under.connectGithub(bearer, { credentials })
  await execute(bearer, connector, LIST)
  await sleep(1_200)
  await finishedJob(under, operator, (await remove(id)).body.job_id)
  const offboard = () => call('POST', `${WORKSPACES}/${id}/offboard`, { bearer: operator })
  const { purged } = await finishedJob(under, operator, (await offboard()).body.job_id)
  assert.equal(purged.executions, 1)
  assertErrorAnswer(await offboard(), 'workspace_not_found')
})

test('a scoped token sees its own workspace, and no other, and changes none', async () => {
  const bearer = await under.scopedToken('its own')
  const { workspace_id: own } = (await get(INFO, bearer)).body
  const other = await made('not its own')
  assert.equal((await get(`${WORKSPACES}/${own}`, bearer)).body.name, 'its own')
  assertErrorAnswer(await get(`${WORKSPACES}/${other}`, bearer), 'workspace_not_found')
  const attempts = [
    await get(WORKSPACES, bearer),
    await get(`${WORKSPACES}/stats`, bearer),
    await call('POST', WORKSPACES, { bearer, body: { name: 'another' } }),
    await call('PUT', `${WORKSPACES}/${own}`, { bearer, body: { name: 'another' } }),
    await call('DELETE', `${WORKSPACES}/${own}`, { bearer }),
  ]
  for (const attempt of attempts) assertErrorAnswer(attempt, 'forbidden')
})

test('whatever is sent as a cursor, it is one of ours or an invalid cursor', async () => {
  const { body } = await listOf({ limit: '1' })
  const cursor = new URL(body.next, under.engine.url).searchParams.get('cursor') ?? ''
  const bytes = Buffer.from(cursor, 'base64url')
  const damaged = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 })).map(([at, by]) => {
    const copy = Buffer.from(bytes)
    copy[at] = (copy[at] ?? 0) ^ by
    return copy.toString('base64url')
  })
  const texts = fc.oneof(
    damaged,
    fc.string({ minLength: 1, maxLength: 300 }),
    fc.uint8Array({ minLength: 1, maxLength: 300 }).map((raw) => Buffer.from(raw).toString('base64url')),
    fc.nat(bytes.length - 1).map(
      (at) =>
        bytes
          .subarray(0, at + 1)
          .toString('base64url')
          .slice(0, -1) || 'x',
    ),
    fc.constantFrom(`${cursor}=`, ` ${cursor}`, `${cursor}A`, cursor.slice(1), `v1.${cursor}`),
  )
  const refused = fc.asyncProperty(texts, async (text) => {
    const answer = await listOf({ cursor: text })
    assertErrorAnswer(answer, 'invalid_cursor')
  })
  await fc.assert(refused, { numRuns: 150 })
  assert.equal((await listOf({ cursor })).status, 200, 'the true one is still good')
})

test("a cursor is good for its organization and its filters alone: another's is refused", async () => {
  const rival = await addOrganization(under, 'rival')
  const theirs = createCaller(under.engine.url, {
    client_id: rival.clientId,
    client_secret: rival.clientSecret,
    organization_id: rival.id,
  })
  const bearer = await theirs.applicationToken()
  const first = await listOf({ name_contains: 'a', limit: '1' })
  const cursor = new URL(first.body.next, under.engine.url).searchParams.get('cursor') ?? ''
  const stolen = await theirs.call('GET', `${WORKSPACES}?cursor=${cursor}`, { bearer })
  assertErrorAnswer(stolen, 'invalid_cursor')
  assertErrorAnswer(await listOf({ cursor, name_contains: 'b' }), 'invalid_cursor')
  assertErrorAnswer(await listOf({ cursor, status: 'active' }), 'invalid_cursor')
  assert.equal((await listOf({ cursor, name_contains: 'a' })).status, 200)
})
