import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { assertErrorAnswer } from '@sallyport/http/testing'
import { queryAs } from '@sallyport/postgres'
import { addOrganization } from './testing/add-organization.ts'
import { createCaller } from './testing/caller.ts'
import { engineUnderTest, GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'

const under = await engineUnderTest()
after(() => under.close())
const { call, execute, github } = under
const operator = await under.applicationToken()
const INFO = '/api/v1/account/applications/scoped-token/info'
const credentials = { token: GITHUB_TOKEN }
const LIST = { entity: 'issues', action: 'list', params: { ...REPOSITORY, limit: 1 } }
const CREATE = { entity: 'issues', action: 'create', params: { ...REPOSITORY, title: 'Counted' } }
/** Records of reads are saved within a second. */
const SAVED_MS = 1_200

const get = (path: string, bearer = operator) => call('GET', path, { bearer })
const today = new Date().toISOString().slice(0, 10)

async function connected(workspace: string) {
  const bearer = await under.scopedToken(workspace)
  const { workspace_id: id } = (await get(INFO, bearer)).body
  const connector = await under.connectGithub(bearer, { credentials, name: `of ${workspace}` })
  return { bearer, id, connector, usage: () => get(`/api/v1/workspaces/${id}/usage`) }
}

test('calls are counted by day, connector and outcome, with the bytes that went and came', async () => {
  const { bearer, id, connector, usage } = await connected('busy')
  for (let n = 0; n < 3; n++) assert.equal((await execute(bearer, connector, LIST)).status, 200)
  assert.equal((await execute(bearer, connector, CREATE)).status, 200)
  github.faults.add({ kind: 'not-found' })
  assert.equal((await execute(bearer, connector, LIST)).status, 404)
  // Neither is sent, and so neither is counted.
  assert.equal((await execute(bearer, connector, { ...LIST, dry_run: true })).status, 200)
  assert.equal((await execute(bearer, connector, { ...LIST, action: 'dance' })).status, 422)
  await sleep(SAVED_MS)
  const { status, body } = await usage()
  assert.equal(status, 200)
  const [row, ...others] = body.data
  assert.deepEqual(others, [])
  const { bytes_sent, bytes_received, ...counts } = row
  assert.deepEqual(counts, {
    day: today,
    workspace_id: id,
    workspace_name: 'busy',
    connector_id: connector,
    connector_name: 'of busy',
    calls: 5,
    errors: 1,
    outcomes: { success: 4, upstream_not_found: 1 },
  })
  const sent = github.ledger.only({ method: 'POST' }).body
  assert.equal(bytes_sent, Buffer.byteLength(JSON.stringify(sent)))
  assert.ok(bytes_received > 3_000, `${bytes_received} bytes`)
  assert.deepEqual(body.totals, { calls: 5, errors: 1, bytes_sent, bytes_received })
  assert.deepEqual([body.to, body.next], [today, null])
})

test('attempts of one call are one call, and all of their bytes count', async () => {
  const { bearer, connector, usage } = await connected('persistent')
  await execute(bearer, connector, LIST)
  await sleep(SAVED_MS)
  const once = (await usage()).body.totals
  github.faults.add({ kind: 'unavailable', times: 1 })
  assert.equal((await execute(bearer, connector, LIST)).status, 200)
  await sleep(SAVED_MS)
  const { totals } = (await usage()).body
  assert.deepEqual([totals.calls, totals.errors], [2, 0])
  assert.ok(totals.bytes_received > 2 * once.bytes_received)
})

test('usage is paged, of one workspace and of all, and totals are of the whole time', async () => {
  const made = []
  for (const name of ['page 1', 'page 2', 'page 3']) {
    const workspace = await connected(name)
    await execute(workspace.bearer, workspace.connector, LIST)
    made.push(workspace)
  }
  await sleep(SAVED_MS)
  const rows = []
  let path: string | null = '/api/v1/usage?limit=2'
  while (path !== null) {
    const { status, body, text } = await get(path)
    assert.equal(status, 200, text)
    assert.ok(body.data.length <= 2)
    rows.push(...body.data)
    path = body.next
  }
  const all = (await get('/api/v1/usage?limit=100')).body
  assert.deepEqual(rows, all.data)
  assert.equal(
    all.totals.calls,
    all.data.reduce((sum: number, row: { calls: number }) => sum + row.calls, 0),
  )
  for (const { id } of made) assert.equal(rows.filter(({ workspace_id }) => workspace_id === id).length, 1)
  const { next } = (await get('/api/v1/usage?limit=1')).body
  const cursor = new URL(next, under.engine.url).searchParams.get('cursor')
  assertErrorAnswer(await get(`/api/v1/usage?cursor=${cursor}&from=2020-01-01`), 'invalid_cursor')
  const [{ id = '' } = {}] = made
  assertErrorAnswer(await get(`/api/v1/workspaces/${id}/usage?cursor=${cursor}`), 'invalid_cursor')
  assertErrorAnswer(await get(`/api/v1/workspaces?cursor=${cursor}`), 'invalid_cursor')
})

test('days are read as days, and other times refused', async () => {
  const { body } = await get('/api/v1/usage?from=2024-02-01&to=2024-02-29')
  assert.deepEqual([body.from, body.to, body.data], ['2024-02-01', '2024-02-29', []])
  const none = { calls: 0, errors: 0, bytes_sent: 0, bytes_received: 0 }
  assert.deepEqual(body.totals, none)
  for (const query of [
    'from=2024-02-30',
    'from=yesterday',
    'from=2024-03-01&to=2024-02-01',
    'from=2020-01-01&to=2024-01-01',
    'limit=0',
  ]) {
    assertErrorAnswer(await get(`/api/v1/usage?${query}`), 'invalid_request')
  }
})

test('usage stays when its connector and its workspace go', async () => {
  const { bearer, id, connector, usage } = await connected('gone soon')
  await execute(bearer, connector, LIST)
  await sleep(SAVED_MS)
  await call('DELETE', `/api/v1/integrations/connectors/${connector}`, { bearer })
  assert.equal((await call('DELETE', `/api/v1/workspaces/${id}`, { bearer: operator })).status, 200)
  const [row] = (await usage()).body.data
  assert.deepEqual([row.calls, row.connector_name, row.workspace_name], [1, null, 'gone soon'])
})

test('usage is for the application of its organization alone', async () => {
  const { bearer, id, connector } = await connected('private')
  await execute(bearer, connector, LIST)
  await sleep(SAVED_MS)
  assertErrorAnswer(await get(`/api/v1/workspaces/${id}/usage`, bearer), 'forbidden')
  assertErrorAnswer(await get('/api/v1/usage', bearer), 'forbidden')
  assertErrorAnswer(await get(`/api/v1/workspaces/${randomUUID()}/usage`), 'workspace_not_found')
  const rival = await addOrganization(under, 'rival')
  const theirs = createCaller(under.engine.url, {
    client_id: rival.clientId,
    client_secret: rival.clientSecret,
    organization_id: rival.id,
  })
  const token = await theirs.applicationToken()
  assertErrorAnswer(
    await theirs.call('GET', `/api/v1/workspaces/${id}/usage`, { bearer: token }),
    'workspace_not_found',
  )
  assert.deepEqual((await theirs.call('GET', '/api/v1/usage', { bearer: token })).body.data, [])
})

test('what is counted is what is recorded, call by call', async () => {
  await sleep(SAVED_MS)
  const [difference] = await queryAs<{ calls: string; records: string }>(
    under.engine.database,
    `SELECT (SELECT sum(calls) FROM sallyport.usage_days)::text AS calls,
      (SELECT count(*) FROM sallyport.executions WHERE outcome <> 'started')::text AS records`,
  )
  assert.equal(difference?.calls, difference?.records)
})
