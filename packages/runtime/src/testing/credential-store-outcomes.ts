import assert from 'node:assert/strict'
import { it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  AFTER,
  type CredentialStoreKind,
  intent,
  LONG,
  leaseOf,
  next,
  recordOf,
  SHORT,
  STORED,
  sentBy,
} from './credential-store-stage.ts'

export function describeOutcomes({ create }: CredentialStoreKind): void {
  for (const [kind, sent, expected] of [
    ['not_sent', false, { state: 'active', phase: 'settled', presentations: 0, failures: 1 }],
    ['not_sent', true, { state: 'active', phase: 'settled', presentations: 0, failures: 1 }],
    ['failed', true, { state: 'degraded', phase: 'settled', presentations: 0, failures: 1 }],
    ['application', true, { state: 'active', phase: 'settled', presentations: 0, failures: 0 }],
  ] as const) {
    it(`${kind}, ${sent ? 'sent' : 'leased'}: everybody rests, and the refresh token is as it was`, async () => {
      await using one = await create(STORED)
      const lease = sent ? await sentBy(one.open()) : await leaseOf(one.open())
      const before = await recordOf(one.open())
      await lease.settle({ kind, cause: 'test', retryInMs: SHORT })
      const record = await recordOf(one.open())
      const { state, attempt, failures, retryAt, version } = record
      const { phase, presentations } = attempt
      assert.deepEqual({ state, phase, presentations, failures }, expected)
      assert.equal(attempt.presentedAt, undefined)
      assert.equal(version, 1)
      assert.ok(record.settlement > before.settlement)
      assert.ok(retryAt !== undefined && retryAt > before.now && retryAt <= record.now + SHORT)
      assert.equal(await one.open().lease(intent()), undefined)
      await sleep(AFTER)
      assert.ok(await one.open().lease(intent()))
    })
  }

  it('unknown: the attempt is over at once, and its quarantine begins', async () => {
    await using one = await create(STORED)
    const lease = await sentBy(one.open())
    const before = await recordOf(one.open())
    await lease.settle({ kind: 'unknown', cause: 'upstream_timeout' })
    const { state, attempt, failures, settlement, now } = await recordOf(one.open())
    assert.deepEqual([state, attempt.phase, attempt.presentations, failures], ['active', 'sent', 1, 1])
    assert.ok(attempt.until <= now)
    assert.ok(settlement > before.settlement)
    assert.equal(await one.open().lease(intent()), undefined)
    await sleep(20)
    assert.ok(await one.open().lease(intent({ quarantineMs: 10 })))
  })

  it('a later attempt that was not sent leaves the earlier presentation counted', async () => {
    await using one = await create(STORED)
    const first = await sentBy(one.open())
    await first.settle({ kind: 'unknown', cause: 'upstream_timeout' })
    const { presentedAt } = (await recordOf(one.open())).attempt
    await sleep(20)
    const second = await sentBy(one.open(), { quarantineMs: 10 })
    await second.settle({ kind: 'not_sent', cause: 'upstream_unavailable', retryInMs: 0 })
    const { attempt, failures } = await recordOf(one.open())
    assert.deepEqual([attempt.presentations, attempt.presentedAt, failures], [1, presentedAt, 2])
  })

  it('refused: a person is needed, and nobody tries again', async () => {
    await using one = await create(STORED)
    const lease = await sentBy(one.open())
    const before = await recordOf(one.open())
    await lease.settle({ kind: 'refused', cause: 'invalid_grant', spare: false })
    const { state, version, attempt, settlement } = await recordOf(one.open())
    assert.deepEqual([state, version, attempt.phase], ['needs_reauth', 1, 'settled'])
    assert.ok(settlement > before.settlement)
    assert.equal(await one.open().lease(intent()), undefined)
  })

  it('refused, with a spare that was not tried: it is still to be; with one that was: it is gone', async () => {
    await using one = await create(STORED)
    const stopped = await sentBy(one.open(), { leaseMs: SHORT })
    await sleep(AFTER)
    await (await sentBy(one.open(), { quarantineMs: 0 })).save(next(2))
    await stopped.save(next(3))
    await (await sentBy(one.open(), { version: 2 })).settle({ kind: 'refused', cause: 'test', spare: false })
    const first = await recordOf(one.open())
    assert.deepEqual([first.state, first.spare], ['degraded', next(3)])
    await (await sentBy(one.open(), { version: 2 })).settle({ kind: 'refused', cause: 'test', spare: true })
    const second = await recordOf(one.open())
    assert.deepEqual([second.state, second.spare], ['needs_reauth', undefined])
  })

  it('an attempt ends once', async () => {
    await using one = await create(STORED)
    const lease = await sentBy(one.open())
    await lease.settle({ kind: 'failed', cause: 'test', retryInMs: 0 })
    const before = await recordOf(one.open())
    await lease.settle({ kind: 'refused', cause: 'test', spare: false })
    await lease.settle({ kind: 'failed', cause: 'test', retryInMs: LONG })
    assert.equal(await lease.markSent(LONG), false)
    assert.equal(await lease.renew(LONG), false)
    assert.deepEqual({ ...(await recordOf(one.open())), now: 0 }, { ...before, now: 0 })
  })
}

export function describeWaiters({ create }: CredentialStoreKind): void {
  const began = () => performance.now()
  const took = (since: number) => performance.now() - since

  it('wakes who waits for an outcome, in whatever process', async () => {
    await using one = await create(STORED)
    const lease = await sentBy(one.open())
    const { settlement } = await recordOf(one.open())
    const since = began()
    const waiting = Promise.all(
      Array.from({ length: 5 }, () => one.open().settled(settlement, { ms: 10_000 })),
    )
    await sleep(50)
    await lease.save(next(2))
    await waiting
    assert.ok(took(since) < 5_000, `${took(since)} ms`)
  })

  it('does not wait for what has happened, nor longer than it was told, nor for one who left', async () => {
    await using one = await create(STORED)
    const store = one.open()
    const { settlement } = await recordOf(store)
    let since = began()
    await store.settled(settlement, { ms: 100 })
    assert.ok(took(since) >= 95 && took(since) < 2_000, `${took(since)} ms`)
    since = began()
    await store.settled(settlement, { ms: 10_000, signal: AbortSignal.timeout(50) })
    await store.settled(settlement, { ms: 10_000, signal: AbortSignal.abort() })
    await (await sentBy(store)).settle({ kind: 'failed', cause: 'test', retryInMs: 0 })
    await store.settled(settlement, { ms: 10_000 })
    assert.ok(took(since) < 3_000, `${took(since)} ms`)
  })
}
