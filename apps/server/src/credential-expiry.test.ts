import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { queryAs } from '@sallyport/postgres'
import { engineUnderTest, REPOSITORY } from './testing/index.ts'
import { until } from './testing/until.ts'

const DAY = 24 * 3600 * 1000
const EXPIRES_AT = Math.floor(Date.now() / 1000) * 1000 + 20 * DAY
const HEADER = 'github-authentication-token-expiration'
const [ENDING, LATER, ENDLESS] = ['ghp_ending00000000000', 'ghp_later000000000000', 'ghp_endless0000000000']

let ahead = 0
let written = 0
const under = await engineUnderTest({
  edge: { now: () => Date.now() + ahead },
  github: {
    credentials: [
      { token: ENDING, expiresAt: EXPIRES_AT },
      { token: LATER, expiresAt: EXPIRES_AT + 100 * DAY },
      ENDLESS,
    ],
  },
  onQuery: (what) => {
    if (what === 'note expiry of credentials') written += 1
  },
})
after(() => under.close())
const CONNECTORS = '/api/v1/integrations/connectors'
const admin = (text: string, values: unknown[] = []) => queryAs(under.engine.database, text, values)

beforeEach(() => {
  ahead = 0
  written = 0
})

async function connected(token: string) {
  const bearer = () => under.scopedToken('acme')
  const id = await under.connectGithub(await bearer(), { credentials: { token }, validate: false })
  const shown = async () => (await under.call('GET', `${CONNECTORS}/${id}`, { bearer: await bearer() })).body
  const list = { entity: 'issues', action: 'list', params: { ...REPOSITORY, limit: 1 } }
  return {
    id,
    shown,
    use: async () => assert.equal((await under.execute(await bearer(), id, list)).status, 200),
    /** As the third party tells it. */
    expiring: (expiresAt: string | null) => until(async () => (await shown()).expires_at === expiresAt),
    events: async () => {
      const text =
        "SELECT id, data FROM sallyport.events WHERE connector_id = $1 AND type = 'connector.credential_expiring' ORDER BY at"
      return admin(text, [id])
    },
    /** When the job is due that looks at it, in days before the end. */
    job: async () => {
      const [row] = await admin("SELECT run_at FROM sallyport_jobs.jobs WHERE key LIKE '%' || $1", [id])
      return row && Math.round((EXPIRES_AT - (row.run_at as Date).getTime()) / DAY)
    },
    /** Has the job done at once, with so many days left by the engine's clock. */
    look: async (daysLeft: number) => {
      ahead = EXPIRES_AT - daysLeft * DAY - Date.now()
      const due =
        "UPDATE sallyport_jobs._private_jobs SET run_at = now() WHERE key LIKE '%' || $1 RETURNING id"
      const [job] = await admin(due, [id])
      assert.ok(job)
      await until(
        async () =>
          (
            await admin('SELECT FROM sallyport_jobs._private_jobs WHERE id = $1 AND run_at <= now()', [
              job.id,
            ])
          ).length === 0,
      )
    },
  }
}

test('the end of a personal token is shown as the third party tells it, and told of three times before, each once', async () => {
  const { id, use, shown, expiring, events, job, look } = await connected(ENDING)
  assert.equal((await shown()).expires_at, null)
  for (let time = 0; time < 5; time++) await use()
  await expiring(new Date(EXPIRES_AT).toISOString())
  await use()
  await sleep(1_000)
  assert.equal(written, 1, 'not more than one write a day')
  assert.equal(await job(), 14)
  const { state } = await shown()

  const days = async () => (await events()).map(({ data }) => (data as { days: number }).days)
  await look(15)
  assert.deepEqual([await days(), await job()], [[], 14])
  await look(13.9)
  assert.deepEqual([await days(), await job()], [[14], 3])
  await look(5)
  assert.deepEqual([await days(), await job()], [[14], 3], 'a job that is done again says nothing twice')
  await look(2.5)
  assert.deepEqual([await days(), await job()], [[14, 3], 1])
  await look(0.5)
  assert.deepEqual([await days(), await job()], [[14, 3, 1], undefined])
  for (const { data } of await events())
    assert.equal((data as { expires_at: string }).expires_at, new Date(EXPIRES_AT).toISOString())
  ahead = 0
  assert.equal((await shown()).state, state)
  const bearer = await under.applicationToken()
  const { body } = await under.call('GET', `/api/v1/events?connector_id=${id}`, { bearer })
  assert.ok(body.data.some(({ type }: { type: string }) => type === 'connector.credential_expiring'))
})

test('an engine that was away says the latest warning alone, and nothing of a token that is over', async () => {
  const first = await connected(ENDING)
  await first.use()
  await first.expiring(new Date(EXPIRES_AT).toISOString())
  await first.look(0.2)
  assert.deepEqual(
    (await first.events()).map(({ data }) => (data as { days: number }).days),
    [1],
  )

  ahead = 0
  const second = await connected(ENDING)
  await second.use()
  await second.expiring(new Date(EXPIRES_AT).toISOString())
  await second.look(-1)
  assert.deepEqual([await second.events(), await second.job()], [[], undefined])
})

test('a token that takes the place of another is warned of by its own end, and one without an end not at all', async () => {
  const { id, use, expiring, events, look } = await connected(ENDING)
  await use()
  await expiring(new Date(EXPIRES_AT).toISOString())
  const replace = async (token: string) => {
    const bearer = await under.scopedToken('acme')
    const reply = await under.call('PUT', `${CONNECTORS}/${id}`, {
      bearer,
      body: { credentials: { token }, validate: false },
    })
    assert.equal(reply.status, 200, reply.text)
  }
  await replace(LATER)
  await use()
  await expiring(new Date(EXPIRES_AT + 100 * DAY).toISOString())
  await look(2)
  assert.deepEqual(await events(), [])
  ahead = 0
  await replace(ENDLESS)
  await use()
  await expiring(null)
  await look(0.5)
  assert.deepEqual(await events(), [])
})

test('what is told twice, or is no time, is not believed', async () => {
  const { use, shown } = await connected(ENDLESS)
  for (const values of [
    ['2027-01-01 00:00:00 UTC', '2027-02-01 00:00:00 UTC'],
    ['soon', 'later'],
  ]) {
    under.github.faults.add({ kind: 'duplicate-header', name: HEADER, values })
    await use()
  }
  await sleep(1_000)
  assert.deepEqual([(await shown()).expires_at, written], [null, 0])
})
