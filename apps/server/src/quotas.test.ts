import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { assertErrorAnswer } from '@sallyport/http/testing'
import { engineUnderTest, GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'

const queries: string[] = []
const under = await engineUnderTest({ onQuery: (what) => queries.push(what) })
after(() => under.close())
const { call, execute, github } = under
const operator = await under.applicationToken()
const INFO = '/api/v1/account/applications/scoped-token/info'
const LIST = { entity: 'issues', action: 'list', params: { ...REPOSITORY, limit: 1 } }
const NONE = { calls_per_minute: null, calls_per_day: null }

const get = (path: string, bearer = operator) => call('GET', path, { bearer })
const put = (path: string, body: object, bearer = operator) => call('PUT', path, { bearer, body })

async function connected(workspace: string) {
  const bearer = await under.scopedToken(workspace)
  const { workspace_id: id } = (await get(INFO, bearer)).body
  const connector = await under.connectGithub(bearer, { credentials: { token: GITHUB_TOKEN } })
  const quota = `/api/v1/workspaces/${id}/quota`
  return { bearer, id, quota, list: () => execute(bearer, connector, LIST), connector }
}

/** How many of so many calls at once are let through. */
async function letThrough(count: number, list: () => ReturnType<typeof execute>): Promise<number> {
  const answers = await Promise.all(Array.from({ length: count }, list))
  for (const answer of answers) if (answer.status !== 200) assertErrorAnswer(answer, 'quota_exceeded')
  return answers.filter(({ status }) => status === 200).length
}

/** Waits where the minute would end in the middle of what follows. */
async function withinOneMinute(): Promise<void> {
  const left = 60_000 - (Date.now() % 60_000)
  if (left < 6_000) await sleep(left + 100)
}

test('without a quota nobody is asked for one', async () => {
  const { list, quota, id } = await connected('free')
  assert.deepEqual((await get(quota)).body, {
    workspace_id: id,
    ...NONE,
    inherited: { calls_per_minute: true, calls_per_day: true },
  })
  queries.length = 0
  assert.equal(await letThrough(20, list), 20)
  assert.ok(!queries.includes('take of quota'))
})

test('a call over the quota is refused by name before it is sent, and told when to come again', async () => {
  const { list, quota } = await connected('limited')
  assert.deepEqual((await put(quota, { calls_per_day: 3 })).body.calls_per_day, 3)
  for (let n = 0; n < 3; n++) assert.equal((await list()).status, 200)
  github.ledger.clear()
  const answer = await list()
  const { retry_at, errors, fix, side_effect } = assertErrorAnswer(answer, {
    code: 'quota_exceeded',
    says: /3 calls a day/,
  })
  assert.equal(github.ledger.count(), 0)
  const midnight = new Date().setUTCHours(24, 0, 0, 0)
  assert.ok(Math.abs(Date.parse(retry_at ?? '') - midnight) < 5_000, retry_at ?? '')
  assert.deepEqual(errors[0]?.details, { limit: 3, period: 'day' })
  const wait = Number(answer.headers.get('retry-after'))
  assert.ok(Math.abs(wait * 1000 - (midnight - Date.now())) < 6_000, `${wait} s`)
  assert.equal(side_effect, 'none')
  assert.match(fix ?? '', /Call again after/)
})

test('a quota of a minute begins anew with the next minute', async () => {
  const { list, quota } = await connected('by the minute')
  await put(quota, { calls_per_minute: 2 })
  await withinOneMinute()
  assert.equal(await letThrough(10, list), 2)
  const { retry_at } = assertErrorAnswer(await list(), 'quota_exceeded')
  const wait = Date.parse(retry_at ?? '') - Date.now()
  assert.ok(wait > 0 && wait <= 60_100, `${wait} ms`)
})

test('of many calls at once exactly as many go as there may be', async () => {
  for (const limit of [1, 7, 40]) {
    const { list, quota } = await connected(`crowded by ${limit}`)
    await put(quota, { calls_per_day: limit })
    assert.equal(await letThrough(60, list), limit)
  }
})

test('a call that one of two quotas refuses takes nothing of the other', async () => {
  const { list, quota } = await connected('two quotas')
  await put(quota, { calls_per_minute: 3, calls_per_day: 2 })
  await withinOneMinute()
  assert.equal(await letThrough(6, list), 2)
  await put(quota, { calls_per_minute: 3, calls_per_day: null })
  assert.equal(await letThrough(6, list), 1)
})

test('calls are leased in chunks: a warm read asks nobody for its turn', async () => {
  const { list, quota } = await connected('warm')
  await put(quota, { calls_per_day: 2_000, calls_per_minute: null })
  await list()
  queries.length = 0
  for (let n = 0; n < 90; n++) assert.equal((await list()).status, 200)
  assert.equal(queries.filter((what) => what === 'take of quota').length, 0, 'the first chunk had 100')
  for (let n = 0; n < 15; n++) await list()
  assert.equal(queries.filter((what) => what === 'take of quota').length, 1)
})

test('a quota that is raised or lowered counts what was done already', async () => {
  const { list, quota } = await connected('changed')
  await put(quota, { calls_per_day: 2 })
  assert.equal(await letThrough(4, list), 2)
  await put(quota, { calls_per_day: 5 })
  assert.equal(await letThrough(6, list), 3)
  await put(quota, { calls_per_day: 1 })
  assert.equal(await letThrough(2, list), 0)
  await put(quota, { calls_per_day: null })
  assert.equal(await letThrough(3, list), 3)
})

test('the quota of the organization holds for workspaces that have none of their own', async () => {
  const [own, none] = [await connected('with its own'), await connected('without its own')]
  await put(own.quota, { calls_per_day: 4 })
  assert.deepEqual((await put('/api/v1/quota', { calls_per_day: 2 })).body, { ...NONE, calls_per_day: 2 })
  assert.equal(await letThrough(6, own.list), 4)
  assert.equal(await letThrough(6, none.list), 2)
  assert.deepEqual((await get(none.quota)).body.inherited, { calls_per_minute: true, calls_per_day: true })
  await put(none.quota, { calls_per_day: null })
  assert.equal((await none.list()).status, 200, 'none of its own is a word of its own')
  await put(none.quota, {})
  assertErrorAnswer(await none.list(), 'quota_exceeded')
  assert.deepEqual((await put('/api/v1/quota', {})).body, NONE)
  assert.equal((await none.list()).status, 200)
})

test('what is no call counts for nothing: a preview, a mistake, a check', async () => {
  const { bearer, connector, quota, list } = await connected('careful')
  await put(quota, { calls_per_day: 1 })
  assert.equal((await execute(bearer, connector, { ...LIST, dry_run: true })).status, 200)
  assert.equal((await execute(bearer, connector, { ...LIST, entity: 'nothing' })).status, 422)
  assert.equal(
    (await call('POST', `/api/v1/integrations/connectors/${connector}/check`, { bearer })).status,
    200,
  )
  assert.equal(await letThrough(2, list), 1)
})

test('quotas are set by the application alone, within bounds', async () => {
  const { bearer, quota } = await connected('its own master')
  assertErrorAnswer(await put(quota, { calls_per_day: 9 }, bearer), 'forbidden')
  assertErrorAnswer(await put('/api/v1/quota', { calls_per_day: 9 }, bearer), 'forbidden')
  for (const wrong of [0, -1, 1.5, '9', 2_000_000_000]) {
    assertErrorAnswer(await put(quota, { calls_per_day: wrong }), 'invalid_request')
  }
  assertErrorAnswer(await put(`/api/v1/workspaces/${randomUUID()}/quota`, {}), 'workspace_not_found')
})
