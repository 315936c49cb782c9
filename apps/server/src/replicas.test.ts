import assert from 'node:assert/strict'
import { after, describe, type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { queryAs } from '@sallyport/postgres'
import { GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'
import { CHANGES, type Delay, tryChange, tryOften, until } from './testing/replicas/changes.ts'
import { startReplicas } from './testing/replicas/replicas.ts'

const TRIALS = 20
/** A machine that has much else to do takes its time over what the trials prepare. */
const SLOWEST_MS = 300_000
const TRUST_MS = 5_000
const LIST = { entity: 'issues', action: 'list', params: { ...REPOSITORY, limit: 1 } }

const replicas = await startReplicas()
after(() => replicas.close())
const { first, second, proxy, administrator } = replicas

/**
 * A look at the changes takes what an answer takes, and so does the answer that was under way when the change was made:
 * milliseconds, and far more where something else keeps the machine.
 */
function assertWithinASecond(t: TestContext, delays: readonly Delay[]): void {
  const sorted = delays.map(({ ms }) => ms).sort((a, b) => a - b)
  const [median, most] = [sorted[Math.floor(sorted.length / 2)] ?? 0, sorted.at(-1) ?? 0]
  t.diagnostic(`${delays.length} trials: median ${median.toFixed(0)} ms, most ${most.toFixed(0)} ms`)
  for (const { ms, slowestAnswerMs } of delays)
    assert.ok(ms < 1_000 + slowestAnswerMs, `known after ${ms} ms`)
}

for (const { without, prepare } of [
  { without: 'by a notice', prepare: () => Object.assign(proxy, { dropNotices: false }) },
  { without: 'where every notice is lost', prepare: () => Object.assign(proxy, { dropNotices: true }) },
]) {
  describe(`another engine knows within a second, ${without}, of`, () => {
    for (const change of CHANGES) {
      test(change.name, { timeout: SLOWEST_MS }, async (t) => {
        prepare()
        assertWithinASecond(t, await tryOften(replicas, change, TRIALS))
      })
    }
  })
}

test('another engine knows within a second where the connection that brings notices is ended', {
  timeout: SLOWEST_MS,
}, async (t) => {
  proxy.dropNotices = false
  const delays: Delay[] = []
  const [{ begin } = assert.fail()] = CHANGES
  for (let number = 0; number < TRIALS; number++) {
    const trial = await begin(replicas, number)
    const change = async () => {
      await queryAs(
        administrator,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sallyport changes'",
      )
      await trial.change()
    }
    delays.push(await tryChange({ ...trial, change }))
  }
  assertWithinASecond(t, delays)
})

test('an engine that cannot see the changes for 5 seconds believes nothing it has kept', {
  timeout: SLOWEST_MS,
}, async (t) => {
  const [{ begin } = assert.fail()] = CHANGES
  const trial = await begin(replicas, 0)
  await until(trial.ask, trial.from)
  // What was ended before is open again, and this is known from memory.
  await sleep(1_500)
  await until(trial.ask, trial.from)
  // Its other connections are answered: it can look, and it has to.
  proxy.silence(/changes/)
  await trial.change()
  const { ms, slowestAnswerMs } = await until(trial.ask, trial.to)
  t.diagnostic(`known after ${ms.toFixed(0)} ms without a look at the changes`)
  assert.ok(ms < TRUST_MS + 1_000 + slowestAnswerMs, `${ms} ms`)
  // From here on each call is looked up, so a change is known to the next one.
  const next = await begin(replicas, 1)
  await until(next.ask, next.from)
  await next.change()
  assert.equal((await next.ask()).status, next.to)
  proxy.restore()
})

test('an engine that reaches no database refuses after 5 seconds, and comes back', {
  timeout: SLOWEST_MS,
}, async (t) => {
  const bearer = await first.scopedToken('silent')
  const id = await first.connectGithub(bearer, { credentials: { token: GITHUB_TOKEN }, validate: false })
  const read = () => second.execute(bearer, id, LIST)
  await until(read, 200)
  await sleep(1_500)
  await until(read, 200)
  proxy.silence(/./)
  const silentAt = performance.now()
  let last = silentAt
  for (;;) {
    const askedAt = performance.now()
    const { status, body } = await read()
    if (status === 200) {
      last = askedAt
      assert.ok(askedAt - silentAt < TRUST_MS + 1_000, 'answered from memory for too long')
    } else {
      const now = performance.now()
      t.diagnostic(
        `answered from memory until ${(last - silentAt).toFixed(0)} ms; refused after ${(now - silentAt).toFixed(0)} ms, by a call that waited ${(now - askedAt).toFixed(0)} ms`,
      )
      assert.deepEqual([status, body.code], [503, 'storage_unavailable'])
      break
    }
    await sleep(20)
  }
  proxy.restore()
  const { ms } = await until(read, 200)
  t.diagnostic(`answers again ${ms.toFixed(0)} ms after the database does`)
})
