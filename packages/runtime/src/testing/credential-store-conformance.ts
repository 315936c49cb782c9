import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { describeOutcomes, describeWaiters } from './credential-store-outcomes.ts'
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

/** What every credential store must do; run it in a test file of each. For tests only. */
export function describeCredentialStore(kind: CredentialStoreKind): void {
  describe(`credential store: ${kind.name}`, () => {
    describeLeases(kind)
    describeSaves(kind)
    describeOutcomes(kind)
    describeWaiters(kind)
  })
}

function describeLeases({ create }: CredentialStoreKind): void {
  it('begins with nothing attempted, and tells its own time', async () => {
    await using one = await create(STORED)
    const { now, ...record } = await recordOf(one.open())
    const { attempt, ...rest } = record
    assert.deepEqual(rest, {
      version: 1,
      credential: STORED,
      state: 'active',
      settlement: record.settlement,
      failures: 0,
      retryAt: undefined,
      refusedAt: undefined,
      spare: undefined,
    })
    assert.deepEqual([attempt.phase, attempt.presentations, attempt.presentedAt], ['settled', 0, undefined])
    await sleep(20)
    assert.ok((await recordOf(one.open())).now > now)
  })

  it('gives one lease to twenty that ask at once, and the next one a higher fence', async () => {
    await using one = await create(STORED)
    const asked = await Promise.all(Array.from({ length: 20 }, () => one.open().lease(intent())))
    const [lease, ...others] = asked.filter((given) => given !== undefined)
    assert.equal(others.length, 0)
    assert.ok(lease)
    assert.deepEqual(lease.record.credential, STORED)
    const { attempt } = await recordOf(one.open())
    assert.deepEqual([attempt.phase, attempt.fence], ['leased', lease.fence])
    await lease.settle({ kind: 'not_sent', cause: 'test', retryInMs: 0 })
    assert.ok((await leaseOf(one.open())).fence > lease.fence)
  })

  it('gives no lease for another version, nor for what is gone', async () => {
    await using one = await create(STORED)
    assert.equal(await one.open().lease(intent({ version: 2 })), undefined)
    const lease = await leaseOf(one.open())
    await one.remove()
    assert.equal(await one.open().read(), undefined)
    assert.equal(await one.open().lease(intent()), undefined)
    assert.equal(await lease.markSent(LONG), false)
    assert.equal(await lease.renew(LONG), false)
    assert.equal(await lease.save(next(2)), 'spare')
    await lease.settle({ kind: 'failed', cause: 'test', retryInMs: 0 })
    assert.equal(await one.open().read(), undefined)
  })

  it('lets a lease that was never used be taken when its time is over, and the old one then sends nothing', async () => {
    await using one = await create(STORED)
    const old = await leaseOf(one.open(), { leaseMs: SHORT })
    assert.equal(await one.open().lease(intent()), undefined)
    await sleep(AFTER)
    const taken = await leaseOf(one.open())
    assert.equal(await old.markSent(LONG), false)
    assert.equal(await old.renew(LONG), false)
    await old.settle({ kind: 'refused', cause: 'test', spare: false })
    const { state, attempt } = await recordOf(one.open())
    assert.deepEqual([state, attempt.phase, attempt.fence], ['active', 'leased', taken.fence])
  })

  it('does not let a lease send when its own time is over, though nobody took it', async () => {
    await using one = await create(STORED)
    const lease = await leaseOf(one.open(), { leaseMs: SHORT })
    await sleep(AFTER)
    assert.equal(await lease.markSent(LONG), false)
  })

  it('leaves an attempt alone of which nobody knows how it ended, until its quarantine is over', async () => {
    await using one = await create(STORED)
    const old = await sentBy(one.open(), { leaseMs: SHORT })
    const { attempt } = await recordOf(one.open())
    assert.deepEqual([attempt.phase, attempt.presentations], ['sent', 1])
    assert.ok(attempt.presentedAt !== undefined)
    assert.equal(await one.open().lease(intent({ quarantineMs: 0 })), undefined)
    await sleep(AFTER)
    assert.equal(await one.open().lease(intent()), undefined)
    const taken = await sentBy(one.open(), { quarantineMs: 0 })
    const second = (await recordOf(one.open())).attempt
    assert.deepEqual([second.presentations, second.presentedAt], [2, attempt.presentedAt])
    assert.ok(taken.fence > old.fence)
    assert.equal(await old.renew(LONG), false)
  })

  it('keeps a lease alive that is renewed, before and after it has sent', async () => {
    await using one = await create(STORED)
    const lease = await leaseOf(one.open(), { leaseMs: SHORT })
    assert.equal(await lease.renew(LONG), true)
    await sleep(AFTER)
    assert.equal(await one.open().lease(intent()), undefined)
    assert.equal(await lease.markSent(SHORT), true)
    assert.equal(await lease.markSent(LONG), false)
    assert.equal(await lease.renew(LONG), true)
    await sleep(AFTER)
    assert.equal(await one.open().lease(intent({ quarantineMs: 0 })), undefined)
  })

  it('remembers when a refusal last made somebody refresh, also after the save', async () => {
    await using one = await create(STORED)
    const lease = await leaseOf(one.open(), { cause: 'refusal' })
    const { refusedAt, now } = await recordOf(one.open())
    assert.ok(refusedAt !== undefined && refusedAt <= now)
    await lease.markSent(LONG)
    await lease.save(next(2))
    const other = await leaseOf(one.open(), { version: 2 })
    assert.equal(other.record.refusedAt, refusedAt)
  })
}

function describeSaves({ create }: CredentialStoreKind): void {
  it('saves as the next version, and settles whatever was attempted', async () => {
    await using one = await create(STORED)
    const failing = await sentBy(one.open())
    await failing.settle({ kind: 'failed', cause: 'test', retryInMs: 0 })
    const before = await recordOf(one.open())
    const lease = await sentBy(one.open())
    assert.equal(await lease.save(next(2)), 'saved')
    const record = await recordOf(one.open())
    assert.deepEqual(
      [record.version, record.credential, record.state, record.failures, record.retryAt, record.spare],
      [2, next(2), 'active', 0, undefined, undefined],
    )
    const { phase, presentations, presentedAt } = record.attempt
    assert.deepEqual([phase, presentations, presentedAt], ['settled', 0, undefined])
    assert.ok(record.settlement > before.settlement)
    assert.equal(await one.open().lease(intent()), undefined)
    assert.equal((await leaseOf(one.open(), { version: 2 })).record.version, 2)
  })

  it('saves on the version alone: the fence guards sending, never saving', async () => {
    await using one = await create(STORED)
    const stopped = await sentBy(one.open(), { leaseMs: SHORT })
    await sleep(AFTER)
    const other = await leaseOf(one.open(), { quarantineMs: 0 })
    assert.equal(await stopped.save(next(2)), 'saved')
    assert.equal(await other.markSent(LONG), false)
    await other.settle({ kind: 'refused', cause: 'test', spare: false })
    const { version, state, credential } = await recordOf(one.open())
    assert.deepEqual([version, state, credential], [2, 'active', next(2)])
  })

  it('keeps what is saved too late as a spare, the latest of several, until something is saved', async () => {
    await using one = await create(STORED)
    const stopped = await sentBy(one.open(), { leaseMs: SHORT })
    await sleep(AFTER)
    const other = await sentBy(one.open(), { quarantineMs: 0 })
    assert.equal(await other.save(next(2)), 'saved')
    assert.equal(await stopped.save(next(3)), 'spare')
    assert.equal(await stopped.save(next(4)), 'spare')
    const { version, credential, spare } = await recordOf(one.open())
    assert.deepEqual([version, credential, spare], [2, next(2), next(4)])
    const lease = await sentBy(one.open(), { version: 2 })
    assert.equal(await lease.save(next(5)), 'saved')
    const after = await recordOf(one.open())
    assert.deepEqual([after.version, after.credential, after.spare], [3, next(5), undefined])
  })

  it('of ten saves of one version at once one is saved, and none is lost without a word', async () => {
    await using one = await create(STORED)
    const lease = await sentBy(one.open())
    const saves = Array.from({ length: 10 }, (_, at) => lease.save(next(at + 2)))
    const answers = await Promise.all(saves)
    assert.equal(answers.filter((answer) => answer === 'saved').length, 1)
    const { version, credential, spare } = await recordOf(one.open())
    assert.equal(version, 2)
    assert.deepEqual(credential, next(answers.indexOf('saved') + 2))
    assert.ok(spare)
  })

  it('undoes by a late save that somebody was to connect the account again', async () => {
    await using one = await create(STORED)
    const stopped = await sentBy(one.open(), { leaseMs: SHORT })
    await sleep(AFTER)
    const other = await sentBy(one.open(), { quarantineMs: 0 })
    await other.settle({ kind: 'refused', cause: 'invalid_grant', spare: false })
    assert.equal((await recordOf(one.open())).state, 'needs_reauth')
    assert.equal(await stopped.save(next(2)), 'saved')
    const { version, state, credential } = await recordOf(one.open())
    assert.deepEqual([version, state, credential], [2, 'active', next(2)])
  })

  it('lets a spare be tried that comes after the refusal', async () => {
    await using one = await create(STORED)
    const stopped = await sentBy(one.open(), { leaseMs: SHORT })
    await sleep(AFTER)
    await (await sentBy(one.open(), { quarantineMs: 0 })).save(next(2))
    const refused = await sentBy(one.open(), { version: 2 })
    await refused.settle({ kind: 'refused', cause: 'invalid_grant', spare: false })
    assert.equal(await stopped.save(next(3)), 'spare')
    assert.equal((await recordOf(one.open())).state, 'degraded')
    const { record } = await leaseOf(one.open(), { version: 2 })
    assert.deepEqual(record.spare, next(3))
  })

  it('does not bring back what its owner revoked', async () => {
    await using one = await create(STORED)
    const lease = await sentBy(one.open())
    await one.revoke()
    assert.equal(await one.open().lease(intent()), undefined)
    await lease.save(next(2))
    assert.equal((await recordOf(one.open())).state, 'revoked')
    await lease.settle({ kind: 'refused', cause: 'invalid_grant', spare: false })
    assert.equal((await recordOf(one.open())).state, 'revoked')
  })
}
