import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { addOrganization } from './testing/add-organization.ts'
import { engineUnderTest, GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'
import { until } from './testing/until.ts'

/** What was done through connectors, as the API tells it. */
const under = await engineUnderTest()
after(() => under.close())
const bearer = await under.applicationToken()
const acme = await under.scopedToken('acme')
const credentials = { token: GITHUB_TOKEN }
const code = await under.connectGithub(acme, { credentials, name: 'code' })
const other = await under.connectGithub(acme, { credentials, name: 'other' })
const LIST = { entity: 'issues', action: 'list', params: { ...REPOSITORY, limit: 1 }, intent: 'to see' }
for (let n = 0; n < 5; n++) await under.execute(acme, n === 0 ? other : code, LIST)
await under.execute(acme, code, { entity: 'issues', action: 'lost' })

type Row = Readonly<Record<string, unknown>>

async function list(query: string, token = bearer) {
  const path = query.startsWith('/') ? query : `/api/v1/executions${query}`
  return under.call('GET', path, { bearer: token })
}

/** Reads are recorded within a second. */
async function recorded(query: string, count: number): Promise<Row[]> {
  const rows = async (): Promise<Row[]> => (await list(query)).body.data
  await until(async () => (await rows()).length >= count)
  return rows()
}

test('calls are listed, the latest first, without what was asked and what came back', async () => {
  const rows = await recorded('?workspace_name=acme', 5)
  const times = rows.map(({ started_at }) => String(started_at))
  assert.deepEqual(times, times.toSorted().reverse())
  const { id, workspace_id, started_at, duration_ms, bytes_received, request_id, actor, ...rest } =
    rows.find(({ outcome }) => outcome === 'success') ?? assert.fail()
  assert.deepEqual(rest, {
    connector_id: code,
    connector_name: 'code',
    entity: 'issues',
    action: 'list',
    effect: 'read',
    outcome: 'success',
    bytes_sent: 0,
    intent: 'to see',
    client_request_id: null,
  })
  assert.ok(
    id && workspace_id && started_at && request_id && Number(duration_ms) >= 0 && Number(bytes_received) > 0,
  )
  assert.equal((actor as Row).kind, 'scoped')
})

test('pages follow each other without a gap, and a scoped token sees its own workspace', async () => {
  const all = (await list('', acme)).body.data
  const paged: Row[] = []
  let next: string | null = '?limit=2'
  while (next !== null) {
    const page = await list(next, acme)
    assert.equal(page.status, 200)
    paged.push(...page.body.data)
    next = page.body.next
  }
  assert.deepEqual(paged, all)
})

test('they are those of one connector, or since a time, where that is asked', async () => {
  const [row, ...more] = (await list(`?workspace_name=acme&connector_id=${other}`)).body.data
  assert.deepEqual([row.connector_name, more], ['other', []])
  const since = encodeURIComponent(row.started_at)
  const later = (await list(`?workspace_name=acme&since=${since}`)).body.data
  assert.ok(later.length >= 5 && later.at(-1).id === row.id)
  const soon = new Date(Date.now() + 60_000).toISOString()
  assert.deepEqual((await list(`?workspace_name=acme&since=${soon}`)).body.data, [])
})

test('what a connector did stays listed when it is gone', async () => {
  const gone = await under.connectGithub(acme, { credentials, name: 'gone' })
  await under.execute(acme, gone, LIST)
  await recorded(`?workspace_name=acme&connector_id=${gone}`, 1)
  await under.call('DELETE', `/api/v1/integrations/connectors/${gone}`, { bearer })
  const [row] = (await list(`?workspace_name=acme&connector_id=${gone}`)).body.data
  assert.equal(row.connector_name, null)
})

test('nobody sees what others did', async () => {
  const globex = await under.scopedToken('globex')
  assert.deepEqual((await list('', globex)).body.data, [])
  assert.equal((await list('?workspace_name=acme', globex)).status, 404)
  const rival = await addOrganization(under, 'rival')
  const client = { client_id: rival.clientId, client_secret: rival.clientSecret }
  const theirs = (await under.call('POST', '/api/v1/applications/token', { body: client })).body.access_token
  assert.deepEqual((await list('?workspace_name=acme', theirs)).body.data, [])
  const [row] = (await list('', acme)).body.data
  assert.equal((await list(`?workspace_id=${row.workspace_id}`, theirs)).status, 404)
  const { next } = (await list('?limit=1', acme)).body
  const cursor = new URLSearchParams(next.split('?')[1]).get('cursor')
  assert.equal((await list(`?limit=1&cursor=${cursor}`, globex)).body.code, 'invalid_cursor')
})

test('an agent whose token can only act is not told what others did', async () => {
  const body = { workspace_name: 'acme', capabilities: ['execute'] }
  const { token } = (await under.call('POST', '/api/v1/account/applications/scoped-token', { bearer, body }))
    .body
  assert.equal((await list('', token)).status, 403)
})

for (const [query, status, code] of [
  ['', 400, 'workspace_required'],
  ['?workspace_name=acme&limit=0', 422, 'invalid_request'],
  ['?workspace_name=acme&since=yesterday', 422, 'invalid_request'],
  ['?workspace_name=acme&since=2026-01-01T00:00:60Z', 422, 'invalid_request'],
  ['?workspace_name=acme&cursor=abc', 422, 'invalid_cursor'],
] as const) {
  test(`${query || 'no workspace'} is answered with ${code}`, async () => {
    const answer = await list(query)
    assert.deepEqual([answer.status, answer.body.code], [status, code])
  })
}
