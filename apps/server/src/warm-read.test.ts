import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { assertErrorAnswer } from '@sallyport/http/testing'
import { readTables } from '@sallyport/postgres'
import { engineUnderTest, GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'

const FLUSH_MS = 500
/** One transaction: every word is one round trip. */
const SAVE = ['begin', 'save executions', 'commit']

let lead = 0
const queries: string[] = []
const under = await engineUnderTest({
  deadlineMs: 2500,
  edge: { monotonic: () => performance.now() + lead },
  onQuery: (what) => queries.push(what),
})
after(() => under.close())
const { github } = under
const bearer = await under.scopedToken('acme')
const id = await under.connectGithub(bearer, { credentials: { token: GITHUB_TOKEN } })
const LIST = { entity: 'issues', action: 'list', params: { ...REPOSITORY, limit: 1 } }
const CREATE = { entity: 'issues', action: 'create', params: { ...REPOSITORY, title: 'Warm' } }
const read = () => under.execute(bearer, id, LIST)

/** The records of executions, oldest first, once there are that many. */
async function executions(count: number) {
  for (;;) {
    const rows = (await readTables(under.engine.database)).filter(
      ({ table }) => table === 'sallyport.executions',
    )
    if (rows.length >= count) return rows.map(({ columns }) => columns)
    await sleep(50)
  }
}

test('cold reads that meet share what they ask the database for', async () => {
  queries.length = 0
  const answers = await Promise.all(Array.from({ length: 20 }, read))
  for (const { status } of answers) assert.equal(status, 200)
  const asked = Map.groupBy(queries, (what) => what)
  // More than once where the echo of the change that made the connector empties the caches meanwhile.
  for (const row of ['application', 'workspace', 'connector']) {
    const times = asked.get(`find ${row}`)?.length ?? 0
    assert.ok(times >= 1 && times <= 4, `${row}: ${times} times`)
  }
})

test('a warm read makes no round trip to the database: records are saved behind it, by the batch', async () => {
  // Until the feed has brought back the change that made the connector, which empties the caches once more.
  await sleep(1_200)
  await read()
  await executions(21)
  queries.length = 0
  const start = performance.now()
  for (let call = 0; call < 60; call++) assert.equal((await read()).status, 200)
  const flushes = 1 + Math.floor((performance.now() - start) / FLUSH_MS)
  await executions(81)
  const saves = queries.length / SAVE.length
  assert.deepEqual(queries, Array.from({ length: saves }, () => SAVE).flat())
  assert.ok(saves >= 1 && saves <= flushes + 1, `${saves} transactions in ${flushes} times of flushing`)
})

test('the record of a read holds who did what, why, and how it ended, and no parameters', async () => {
  github.faults.add({ kind: 'not-found' })
  const before = (await executions(81)).length
  await under.execute(bearer, id, { ...LIST, intent: 'half \ud83d\ude00 and \0 none' })
  const record = (await executions(before + 1)).find(({ outcome }) => outcome !== 'success')
  assert.deepEqual(
    [record?.connector_id, record?.entity, record?.action, record?.effect, record?.outcome, record?.intent],
    [id, 'issues', 'list', 'read', 'upstream_not_found', 'half 😀 and \ufffd none'],
  )
  assert.match(record?.actor ?? '', /"kind":"scoped"/)
  assert.match(record?.duration_ms ?? '', /^\d+$/)
  assert.ok(!JSON.stringify(record).includes(REPOSITORY.repo))
})

test('a write is saved once before it is sent, and its end behind it', async () => {
  github.faults.add({ kind: 'silence', committed: true })
  github.ledger.clear()
  const before = (await executions(82)).length
  queries.length = 0
  const answer = under.execute(bearer, id, CREATE)
  while (github.ledger.count({ method: 'POST' }) === 0) await sleep(1)
  assert.deepEqual(queries, SAVE)
  const [started] = (await executions(before + 1)).filter(({ action }) => action === 'create')
  assert.deepEqual([started?.outcome, started?.duration_ms], ['started', null])

  assertErrorAnswer(await answer, 'outcome_unknown', [GITHUB_TOKEN])
  await sleep(2 * FLUSH_MS)
  const ended = (await executions(before + 1)).filter(({ action }) => action === 'create')
  assert.deepEqual(
    ended.map(({ outcome }) => outcome),
    ['outcome_unknown'],
  )
  assert.deepEqual(queries, [...SAVE, ...SAVE])
})

// The last one: the database does not come back.
test('without its database the engine reads on for 5 seconds, and writes nothing', async () => {
  const pid = Number(/PostgreSQL \(process (\d+)\)/.exec(under.logged())?.[1])
  // postgresql.org/docs/current/server-shutdown.html: the immediate shutdown, without a goodbye.
  process.kill(pid, 'SIGQUIT')
  while (isAlive(pid)) await sleep(10)

  github.ledger.clear()
  assertErrorAnswer(await under.execute(bearer, id, CREATE), 'storage_unavailable', [GITHUB_TOKEN])
  assert.equal(github.ledger.count(), 0)
  assert.equal((await read()).status, 200)
  lead = 2_500
  assert.equal((await read()).status, 200)
  lead = 5_000
  const body = assertErrorAnswer(await read(), 'storage_unavailable', [GITHUB_TOKEN])
  assert.equal(body.side_effect, 'none')
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
