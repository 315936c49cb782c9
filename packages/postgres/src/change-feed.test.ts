import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { escapeIdentifier } from 'pg'
import { PostgresChangeFeed } from './change-feed.ts'
import { queryAs } from './query-as.ts'
import { newOrganization } from './testing/first-deployment.ts'
import { openSession } from './testing/session.ts'
import { createTestDatabase } from './testing/test-database.ts'
import { startTestServer } from './testing/test-server.ts'
import { until } from './testing/until.ts'

const server = await startTestServer()
const [ours, theirs] = [newOrganization('ours'), newOrganization('theirs')]
const database = await createTestDatabase(server, ours)
await database.add(theirs)
const { administrator, engine, prepared } = database
const admin = (text: string) => queryAs(administrator, text)

/** A second process: it changes rows of one organization. */
const change = (id: string) => admin(changing(id))
const changing = (id: string) =>
  `UPDATE sallyport.applications SET name = name WHERE organization_id = '${id}'`

async function follow(t: TestContext, monotonic = () => performance.now()) {
  const feed = new PostgresChangeFeed({ connection: engine, monotonic })
  const told: string[] = []
  feed.subscribe((id) => told.push(id))
  t.after(() => feed.close())
  await feed.start()
  told.length = 0
  return { feed, told, hears: (id: string) => until(() => told.includes(id)) }
}

/** Changes are recorded and nobody is told. */
async function loseNotices(t: TestContext): Promise<void> {
  const [{ source = '' } = {}] = await queryAs<{ source: string }>(
    administrator,
    "SELECT pg_get_functiondef('sallyport.record_change'::regproc) AS source",
  )
  const silent = source.replace(/PERFORM pg_notify.*;/, '')
  assert.notEqual(silent, source)
  t.after(() => admin(source))
  await admin(silent)
}

const sessions = "SELECT pid FROM pg_stat_activity WHERE application_name = 'sallyport changes'"
const endSessions = () => admin(`SELECT pg_terminate_backend(pid, 5000) FROM (${sessions}) AS s`)
const mayLogIn = (may: boolean) =>
  admin(`ALTER ROLE ${escapeIdentifier(prepared.roles.engine)} ${may ? 'LOGIN' : 'NOLOGIN'}`)

test('nothing is trusted before the first look, and everything is forgotten at it', async (t) => {
  const feed = new PostgresChangeFeed({ connection: engine, monotonic: () => performance.now() })
  const told: string[] = []
  feed.subscribe((id) => told.push(id))
  t.after(() => feed.close())
  assert.equal(feed.trusted(), false)
  await feed.start()
  assert.equal(feed.trusted(), true)
  assert.deepEqual(told, ['all'])
})

test("another process' change is told at once, by the organization that it concerns", async (t) => {
  const { told, hears } = await follow(t)
  const times = []
  for (const id of [ours.id, theirs.id, ours.id, theirs.id]) {
    told.length = 0
    await change(id)
    times.push(await hears(id))
    assert.deepEqual(told, [id])
  }
  assert.ok(Math.min(...times) < 500, `told after ${times.map(Math.round).join(', ')} ms`)
})

test('a change is told within about a second when its notice is lost', async (t) => {
  await loseNotices(t)
  const { told, hears } = await follow(t)
  await change(theirs.id)
  const time = await hears(theirs.id)
  assert.ok(time < 2_000, `told after ${time} ms`)
  assert.deepEqual(told, [theirs.id])
})

test('a rolled back change is not told, and leaves no gap', async (t) => {
  const { told, hears } = await follow(t)
  const session = await openSession(t, administrator)
  await session.query(`BEGIN; ${changing(ours.id)}; SET CONSTRAINTS ALL IMMEDIATE; ROLLBACK`)
  await change(theirs.id)
  await hears(theirs.id)
  assert.deepEqual(told, [theirs.id])
})

test('a transaction that takes its number early and commits late is not missed', async (t) => {
  const { told } = await follow(t)
  const [early, late] = [await openSession(t, administrator), await openSession(t, administrator)]
  await early.query(`BEGIN; ${changing(ours.id)}; SET CONSTRAINTS ALL IMMEDIATE`)
  await late.query(`BEGIN; ${changing(theirs.id)}`)
  let done = false
  const committed = late.query('COMMIT').then(() => {
    done = true
  })
  // More than a poll: whoever counted on numbers alone would go past the early one now.
  await sleep(1_200)
  assert.deepEqual({ told, done }, { told: [], done: false }, 'the later commit waits for the earlier number')
  await early.query('COMMIT')
  await committed
  await until(() => told.includes(ours.id) && told.includes(theirs.id))
})

test('who is further behind than the changes reach back is told to forget everything', async (t) => {
  const { told, hears } = await follow(t)
  const [{ count } = { count: '' }] = await queryAs<{ count: string }>(
    administrator,
    'SELECT count(*) FROM sallyport_deployment.changes',
  )
  assert.ok(Number(count) > 0)
  await admin('UPDATE sallyport_deployment.change_clock SET sequence = sequence + 10000')
  await change(ours.id)
  await hears('all')
  assert.deepEqual(told, ['all'])
  const kept = await admin('SELECT organization_id FROM sallyport_deployment.changes')
  assert.deepEqual(kept, [{ organization_id: ours.id }], 'what no reader needs is removed')
})

test('a database that was put back to an earlier state is not believed to be the same', async (t) => {
  const { told, hears } = await follow(t)
  await admin('UPDATE sallyport_deployment.change_clock SET sequence = sequence - 5')
  await hears('all')
  assert.deepEqual(told, ['all'])
  await admin('TRUNCATE sallyport_deployment.changes')
})

test('five seconds without a look end the trust, and the next look brings it back with what was missed', async (t) => {
  let now = 1_000_000
  const { feed, told, hears } = await follow(t, () => now)
  await mayLogIn(false)
  t.after(() => mayLogIn(true))
  await endSessions()
  now += 4_999
  assert.equal(feed.trusted(), true)
  now += 1
  assert.equal(feed.trusted(), false)
  await change(theirs.id)
  await sleep(1_200)
  assert.deepEqual({ told, trusted: feed.trusted() }, { told: [], trusted: false })
  await mayLogIn(true)
  await hears(theirs.id)
  assert.equal(feed.trusted(), true)
})

test('a lost connection is made anew at once', async (t) => {
  const { feed, hears } = await follow(t)
  await endSessions()
  await change(theirs.id)
  const time = await hears(theirs.id)
  assert.ok(time < 700, `told after ${time} ms`)
  assert.equal(feed.trusted(), true)
})

test('after it was closed it holds no connection and no timer, whatever it was doing', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  const before = timers()
  for (const wait of [0, 1, 5, 20]) {
    const feed = new PostgresChangeFeed({ connection: engine, monotonic: () => performance.now() })
    const started = feed.start()
    if (wait > 0) await started
    const changed = change(ours.id)
    await sleep(wait)
    await feed.close()
    assert.ok(timers() <= before)
    await Promise.all([started, changed])
  }
  await until(async () => (await admin(sessions)).length === 0)
  await sleep(1_100)
  assert.deepEqual(await admin(sessions), [])
})
