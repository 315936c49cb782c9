import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rejectionOf } from '../testing/failure-of.ts'
import { after, stage } from './testing/staged-refresher.ts'

const SECOND = 1_000
const HOUR = 3_600 * SECOND

test('a hundred callers in four processes make one refresh, and all get what it gave', async () => {
  const { time, vendor, process, subject } = stage()
  vendor.play({ before: 2 * SECOND })
  const processes = [process(), process(), process(), process()]
  const calls = processes.flatMap((refresher) =>
    Array.from({ length: 25 }, () => refresher.source(subject).current()),
  )
  const given = await after(time, 3 * SECOND, Promise.all(calls))
  for (const { version, credential } of given) {
    assert.deepEqual([version, credential.fields.access_token], [2, 'access-2'])
  }
  assert.equal(vendor.presented.length, 1)
})

test('what is fresh costs no look at the store, and no promise', async () => {
  const { time, process, subject, vendor } = stage()
  const refresher = process()
  const known = await after(time, SECOND, refresher.refresh(subject))
  const never = { ...subject, store: { ...subject.store, read: () => assert.fail('the store was asked') } }
  assert.equal(refresher.source(never, known).current(), known)
  assert.equal(vendor.given, 1)
})

test('between the margin and the end nobody waits, and one refresh is made', async () => {
  const { time, vendor, process, subject } = stage()
  const refresher = process()
  const known = await after(time, SECOND, refresher.refresh(subject))
  await time.pass(HOUR - 200 * SECOND)
  vendor.play({ before: 5 * SECOND })
  const source = refresher.source(subject, known)
  for (let call = 0; call < 10; call++) assert.equal(source.current(), known)
  await time.pass(6 * SECOND)
  assert.equal(vendor.given, 2)
  assert.equal((await source.current()).version, 2)
})

test('a refresh ahead of time that fails is told, tried again later, and keeps nobody from the old token', async () => {
  const { time, vendor, process, subject, failures } = stage()
  const refresher = process()
  const known = await after(time, SECOND, refresher.refresh(subject))
  await time.pass(HOUR - 290 * SECOND)
  vendor.play({ as: { kind: 'failed', cause: 'invalid_scope' } })
  const source = refresher.source(subject, known)
  assert.equal(source.current(), known)
  await time.pass(SECOND)
  for (let call = 0; call < 10; call++) assert.equal(source.current(), known)
  await time.pass(SECOND)
  assert.deepEqual([failures.length, vendor.presented.length], [1, 2])
  await time.pass(31 * SECOND)
  assert.equal(source.current(), known)
  await time.pass(SECOND)
  assert.equal(vendor.given, 2)
})

for (const [answer, code, state] of [
  [{ kind: 'refused', cause: 'invalid_grant' }, 'reauthorization_required', 'needs_reauth'],
  [{ kind: 'application', cause: 'invalid_client' }, 'application_refused', 'active'],
  [{ kind: 'application', cause: 'rate_limited', retryInMs: 7_000 }, 'upstream_rate_limited', 'active'],
  [{ kind: 'failed', cause: 'invalid_scope' }, 'upstream_unavailable', 'degraded'],
  [{ kind: 'not_sent', cause: 'destination_refused' }, 'destination_refused', 'active'],
  [{ kind: 'unknown', cause: 'upstream_timeout' }, 'refresh_in_progress', 'active'],
  [
    { kind: 'granted', accessToken: 'a', instanceUrl: 'https://evil.example' },
    'reauthorization_required',
    'needs_reauth',
  ],
] as const) {
  test(`a token endpoint that says ${answer.kind} ${'cause' in answer ? answer.cause : 'elsewhere'} is ${code}, and the state ${state}`, async () => {
    const { time, vendor, process, subject, record } = stage()
    vendor.play({ as: answer })
    const refresher = process()
    const error = await rejectionOf(after(time, 3 * SECOND, refresher.refresh(subject)))
    assert.equal(error.code, code)
    assert.equal((await record()).state, state)
    // The second asks nobody: the record says enough.
    const before = vendor.presented.length
    const again = await rejectionOf(after(time, SECOND, process().refresh(subject)))
    assert.equal(vendor.presented.length, before)
    if (error.retryAt !== undefined && code !== 'destination_refused') assert.ok(again.retryAt)
  })
}

test('what was not sent is tried again in about a second, and less often after that', async () => {
  const { time, vendor, process, subject } = stage()
  const notSent = { as: { kind: 'not_sent', cause: 'upstream_unavailable' } } as const
  vendor.play(notSent)
  const { version } = await after(time, 2 * SECOND, process().refresh(subject))
  assert.equal(version, 2)
  await time.pass(HOUR)
  vendor.play(...Array.from({ length: 10 }, () => notSent))
  const error = await rejectionOf(after(time, 20 * SECOND, process().refresh(subject)))
  assert.equal(error.code, 'upstream_unavailable')
  assert.ok(error.retryAt && error.retryAt.getTime() - time.now() < 30 * SECOND)
})

test('failures rest longer each time, for all processes, up to an hour', async () => {
  const { time, vendor, process, subject } = stage()
  for (const seconds of [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]) {
    vendor.play({ as: { kind: 'failed', cause: 'invalid_scope' } })
    const error = await rejectionOf(after(time, 0, process().refresh(subject)))
    assert.equal(error.retryAt?.getTime(), time.now() + seconds * SECOND)
    await time.pass((seconds - 3) * SECOND)
    const again = await rejectionOf(after(time, 0, process().refresh(subject)))
    assert.equal(again.retryAt?.getTime(), time.now() + 3 * SECOND)
    await time.pass(3 * SECOND)
  }
  assert.equal((await after(time, SECOND, process().refresh(subject))).version, 2)
})

test('an application that is refused is not tried for other credentials either, until its time is over', async () => {
  const { time, vendor, process, subject, subjectOf, breaker } = stage()
  vendor.play({ as: { kind: 'application', cause: 'invalid_client' } })
  await rejectionOf(after(time, 0, process().refresh(subject)))
  const other = stage()
  const another = { ...subjectOf(other.store), key: 'two' }
  const error = await rejectionOf(after(time, 0, process().refresh(another)))
  assert.equal(error.code, 'application_refused')
  assert.equal(vendor.presented.length, 1)
  assert.equal((await other.record()).attempt.fence, 0)
  await time.pass(301 * SECOND)
  assert.equal((await after(time, SECOND, process().refresh(subject))).version, 2)
  assert.equal(await breaker.read('app'), undefined)
})

test('callers wait no longer than they may, and what they waited for goes on', async () => {
  const { time, vendor, process, subject, record } = stage()
  vendor.play({ before: 19 * SECOND })
  const slow = process()
  const first = slow.refresh(subject)
  await time.pass(SECOND)
  const others = process().refresh(subject)
  assert.equal((await after(time, 20 * SECOND, others)).version, 2)
  assert.equal((await first).version, 2)
  assert.equal((await record()).version, 2)
})

test('who waits for a process that has died is told when to come back', async () => {
  const { time, process, subject, store } = stage()
  await store.lease({ version: 1, owner: 'dead', leaseMs: 60_000, quarantineMs: 0, cause: 'expiry' })
  const error = await rejectionOf(after(time, 24 * SECOND, process().refresh(subject)))
  assert.equal(error.code, 'refresh_in_progress')
  assert.ok(error.retryAt)
  await time.pass(40 * SECOND)
  assert.equal((await after(time, SECOND, process().refresh(subject))).version, 2)
})

test('who leaves does not end what others wait for', async () => {
  const { time, vendor, process, subject } = stage()
  vendor.play({ before: 5 * SECOND })
  const refresher = process()
  const controller = new AbortController()
  const left = refresher.refresh(subject, { signal: controller.signal })
  const stays = refresher.refresh(subject)
  const reason = new Error('the agent left')
  controller.abort(reason)
  await assert.rejects(left, (error) => error === reason)
  assert.equal((await after(time, 6 * SECOND, stays)).version, 2)
})

for (const [reuse, third] of [
  ['safe', 60],
  [{ graceSeconds: 600 }, 60],
  [{ graceSeconds: 30 }, 3600],
  ['single_use', 3600],
  ['unknown', 3600],
] as const) {
  test(`${JSON.stringify(reuse)}: after two lost answers the third presentation comes after ${third} s`, async () => {
    const { time, vendor, process, subject } = stage({ reuse })
    vendor.play({ as: 'lost' }, { as: 'lost' })
    for (const wait of [35, third]) {
      const one = process()
      // Nobody waits as long as an answer is listened for.
      await rejectionOf(after(time, 24 * SECOND, one.refresh(subject)))
      await time.pass(12 * SECOND)
      const error = await rejectionOf(after(time, 24 * SECOND, one.refresh(subject)))
      assert.equal(error.code, 'refresh_in_progress')
      const until = error.retryAt?.getTime() ?? 0
      const { until: ended = 0 } = vendor.presented.at(-1) ?? {}
      assert.equal(until - ended, wait * SECOND)
      await time.pass(until - time.now())
    }
    assert.equal((await after(time, SECOND, process().refresh(subject))).version, 2)
    assert.equal(vendor.presented.length, 3)
  })
}

test('a process that stands still between its lease and its request sends nothing', async () => {
  const { time, vendor, process, subject, store } = stage()
  let ahead = 0
  const slow = {
    ...store,
    lease: async (intent: Parameters<typeof store.lease>[0]) => {
      const lease = await store.lease(intent)
      if (ahead === 0) ahead = 40 * SECOND
      return lease
    },
  }
  const monotonic = () => time.now() + ahead
  const refreshed = process({ monotonic }).refresh({ ...subject, store: slow })
  assert.equal((await rejectionOf(after(time, SECOND, refreshed))).code, 'refresh_in_progress')
  assert.equal(vendor.presented.length, 0)
  assert.equal((await after(time, SECOND, process().refresh(subject))).version, 2)
})

test('a lease is kept while the request is under way', async () => {
  const { time, vendor, process, subject, record } = stage({
    timings: { endpointMs: 100_000, leaseMs: 120_000 },
  })
  vendor.play({ before: 90 * SECOND })
  const refreshed = process().refresh(subject)
  refreshed.catch(() => {})
  await time.pass(85 * SECOND)
  const { attempt, now } = await record()
  assert.ok(attempt.until - now > 60 * SECOND)
  await time.pass(10 * SECOND)
  assert.equal((await record()).version, 2)
})

test('what was given is saved however long the store fails, and shutting down waits for it', async () => {
  const { time, vendor, subject, store, process, record, failures } = stage()
  let down = true
  const spooled: string[] = []
  const flaky = {
    ...store,
    lease: async (intent: Parameters<typeof store.lease>[0]) => {
      const lease = await store.lease(intent)
      if (lease === undefined) return undefined
      const save: typeof lease.save = async (credential) => {
        if (down) throw new Error('no space left')
        return lease.save(credential)
      }
      return { ...lease, save }
    },
  }
  const spool = {
    put: async () => void spooled.push('put'),
    remove: async () => void spooled.push('removed'),
  }
  const refresher = process({ spool })
  const error = await rejectionOf(after(time, 24 * SECOND, refresher.refresh({ ...subject, store: flaky })))
  assert.equal(error.code, 'refresh_in_progress')
  let stopped = false
  const stopping = refresher.settleAll().then(() => {
    stopped = true
  })
  await time.pass(600 * SECOND)
  assert.deepEqual([stopped, spooled, failures.length], [false, ['put'], 1])
  assert.equal((await rejectionOf(refresher.refresh({ ...subject, key: 'two' }))).code, 'shutting_down')
  down = false
  await time.pass(6 * SECOND)
  await stopping
  assert.deepEqual(spooled, ['put', 'removed'])
  assert.equal((await record()).credential.fields.refresh_token, 'refresh-2')
  assert.equal(vendor.presented.length, 1)
})

test('a refusal of what somebody else has replaced is adopted, not believed', async () => {
  const { time, vendor, process, subject, store, record } = stage()
  const old = await store.lease({ version: 1, owner: 'x', leaseMs: 1, quarantineMs: 0, cause: 'expiry' })
  await time.pass(2)
  vendor.play({ before: 2 * SECOND, as: { kind: 'refused', cause: 'invalid_grant' } })
  const refreshed = process().refresh(subject)
  await time.pass(SECOND)
  const { credential } = await record()
  await old?.save({ ...credential, grant: { issuedAt: time.now(), expiresAt: time.now() + HOUR } })
  assert.equal((await after(time, 2 * SECOND, refreshed)).version, 2)
  assert.equal((await record()).state, 'active')
})

test('a spare is tried before anybody is asked to connect again', async () => {
  const { time, vendor, process, subject, store, record } = stage()
  const old = await store.lease({ version: 1, owner: 'x', leaseMs: 1, quarantineMs: 0, cause: 'expiry' })
  await time.pass(2)
  const { credential } = await after(time, SECOND, process().refresh(subject))
  const spare = { ...credential, fields: { access_token: 'spare', refresh_token: 'refresh-2' } }
  await old?.save(spare)
  await time.pass(HOUR)
  vendor.play({ as: { kind: 'refused', cause: 'invalid_grant' } })
  const { version, credential: saved } = await after(time, SECOND, process().refresh(subject))
  assert.deepEqual([version, saved.fields.access_token], [3, 'access-3'])
  assert.equal((await record()).spare, undefined)
  const again = await store.lease({ version: 3, owner: 'x', leaseMs: 1, quarantineMs: 0, cause: 'expiry' })
  assert.ok(again)
})

test('a late save undoes that somebody was to connect the account again', async () => {
  const { time, process, subject, store, vendor, record } = stage()
  const stopped = await store.lease({
    version: 1,
    owner: 'x',
    leaseMs: 60_000,
    quarantineMs: 0,
    cause: 'expiry',
  })
  await stopped?.markSent(60_000)
  await time.pass(95 * SECOND)
  vendor.play({ as: { kind: 'refused', cause: 'invalid_grant' } })
  const error = await rejectionOf(after(time, SECOND, process().refresh(subject)))
  assert.equal(error.code, 'reauthorization_required')
  const { credential } = await record()
  const grant = { issuedAt: time.now(), expiresAt: time.now() + HOUR }
  await stopped?.save({ ...credential, fields: { ...credential.fields, access_token: 'late' }, grant })
  assert.equal((await after(time, SECOND, process().refresh(subject))).credential.fields.access_token, 'late')
})

test('what is known to need its user fails at once', async () => {
  const { process, subject, vendor } = stage()
  const never = { ...subject, store: { ...subject.store, read: () => assert.fail('the store was asked') } }
  for (const state of ['needs_reauth', 'revoked'] as const) {
    const source = process().source(never, { version: 1, credential: vendor.first(), state })
    assert.throws(() => source.current(), { code: 'reauthorization_required' })
  }
})

test('what is gone is said to be', async () => {
  const { process, subject, store } = stage()
  const gone = { ...subject, store: { ...store, read: async () => undefined } }
  assert.equal((await rejectionOf(process().refresh(gone))).code, 'credential_invalid')
})
