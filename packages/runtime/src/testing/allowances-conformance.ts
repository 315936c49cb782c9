import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { AllowanceKey, Allowances } from '../governor/allowances.ts'

/** One implementation of the port. */
export interface AllowancesUnderTest {
  readonly allowances: Allowances
  /** Another engine's way to the same allowances. */
  readonly another: Allowances
  /** Two organizations that may ask. */
  readonly organizations: readonly [string, string]
  readonly now: () => number
  /** Lets time pass. */
  readonly pass: (seconds: number) => Promise<void>
}

const WINDOW = { perWindow: 100, windowSeconds: 3600 }

/** What every implementation of the port does. */
export function describeAllowances(name: string, under: AllowancesUnderTest): void {
  const { allowances, another, now, pass } = under
  const [ours, theirs] = under.organizations
  const newKey = (per: AllowanceKey['per'] = 'credential'): AllowanceKey => ({
    per,
    organization: ours,
    name: randomUUID(),
  })
  const leaseOf = (key: AllowanceKey, units: number, from = allowances) =>
    from.lease({ ...WINDOW, key, units })
  const granted = async (key: AllowanceKey, units: number, from = allowances) =>
    (await leaseOf(key, units, from)).granted
  const inSeconds = (seconds: number) => new Date(now() + seconds * 1000)

  test(`${name}: leases are granted up to what is allowed, and not beyond`, async () => {
    const key = newKey()
    assert.deepEqual(
      [await granted(key, 60), await granted(key, 60), await granted(key, 60), await granted(key, 1)],
      [60, 40, 0, 0],
    )
  })

  test(`${name}: more than a window allows is granted as far as it goes`, async () => {
    const key = newKey()
    assert.deepEqual([await granted(key, 1000), await granted(key, 1)], [100, 0])
  })

  test(`${name}: two engines that ask at once are never granted more together`, async () => {
    const key = newKey()
    const leases = Array.from({ length: 40 }, (_, n) => granted(key, 7, n % 2 === 0 ? allowances : another))
    const grants = await Promise.all(leases)
    assert.equal(
      grants.reduce((sum, units) => sum + units, 0),
      WINDOW.perWindow,
    )
    assert.ok(grants.every((units) => units >= 0 && units <= 7))
  })

  test(`${name}: a window ends so many seconds after its first lease, and then there is all of it`, async () => {
    const key = newKey()
    const { resetAt } = await leaseOf(key, 100)
    assert.ok(Math.abs(resetAt.getTime() - now() - 3_600_000) < 10_000, String(resetAt))
    await pass(3500)
    const spent = await leaseOf(key, 1, another)
    assert.equal(spent.granted, 0)
    assert.ok(Math.abs(spent.resetAt.getTime() - now() - 100_000) < 10_000, String(spent.resetAt))
    await pass(110)
    assert.deepEqual([await granted(key, 70, another), await granted(key, 70)], [70, 30])
  })

  test(`${name}: keys are apart, and organizations too`, async () => {
    const key = newKey()
    await granted(key, 100)
    assert.equal(await granted(newKey(), 100), 100)
    assert.equal(await granted({ ...key, organization: theirs }, 100), 100)
  })

  test(`${name}: what counts by address is one for all organizations`, async () => {
    const key = newKey('address')
    assert.equal(await granted(key, 70), 70)
    assert.equal(await granted({ ...key, organization: theirs }, 70, another), 30)
  })

  test(`${name}: what the third party says lowers what is left, and ends the window when it says`, async () => {
    const key = newKey()
    await granted(key, 10)
    await allowances.report(key, { remaining: 5, resetAt: inSeconds(600) })
    const lease = await leaseOf(key, 50, another)
    assert.equal(lease.granted, 5)
    assert.ok(Math.abs(lease.resetAt.getTime() - now() - 600_000) < 10_000)
    await pass(610)
    assert.equal(await granted(key, 100), 100)
  })

  test(`${name}: within one window what is left only falls`, async () => {
    const key = newKey()
    const resetAt = inSeconds(600)
    await allowances.report(key, { remaining: 20, resetAt })
    await granted(key, 15)
    await another.report(key, { remaining: 18, resetAt: new Date(resetAt.getTime() + 900) })
    assert.equal(await granted(key, 50), 5)
    await another.report(key, { remaining: 90, resetAt: inSeconds(60) })
    assert.equal(await granted(key, 50), 0)
  })

  test(`${name}: a later reset is a new window`, async () => {
    const key = newKey()
    await allowances.report(key, { remaining: 0, resetAt: inSeconds(600) })
    assert.equal(await granted(key, 1), 0)
    await another.report(key, { remaining: 30, resetAt: inSeconds(4000) })
    assert.equal(await granted(key, 50), 30)
  })

  test(`${name}: a report of the past changes nothing`, async () => {
    const key = newKey()
    await allowances.report(key, { remaining: 0, resetAt: inSeconds(-5) })
    assert.equal(await granted(key, 100), 100)
  })
}
