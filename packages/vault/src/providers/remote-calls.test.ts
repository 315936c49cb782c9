import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { SallyportError } from '@sallyport/errors'
import { vaultUnavailable } from '../vault-unavailable.ts'
import { ATTEMPT_MS, DEADLINE_MS, RemoteCalls } from './remote-calls.ts'
import { ManualClock } from './testing/manual-clock.ts'

const call = { keyId: 'k', operation: 'unwrap' } as const
let clock: ManualClock
let calls: RemoteCalls
let attempts: number
beforeEach(() => {
  clock = new ManualClock()
  attempts = 0
  calls = new RemoteCalls({
    fetch: () => assert.fail('attempts are given'),
    monotonic: clock.monotonic,
    wait: clock.wait,
    random: () => 0.5,
    onCall: () => void attempts++,
  })
})

const down = () => Promise.reject(new Error('ECONNREFUSED'))
const silent = () => new Promise<never>(() => {})

/** Lets the clock go on until the promise settles; gives what came of it, and after how many milliseconds. */
async function settle<T>(promise: Promise<T>) {
  const start = clock.monotonic()
  let outcome: { value?: T; error?: unknown } | undefined
  promise.then(
    (value) => (outcome = { value }),
    (error: unknown) => (outcome = { error }),
  )
  for (;;) {
    for (let turns = 0; turns < 5; turns++) await turn()
    if (outcome !== undefined) return { ...outcome, ms: clock.monotonic() - start }
    clock.advance(50)
  }
}

function isOutage(error: unknown): boolean {
  return SallyportError.isInstance(error) && error.code === 'vault_unavailable' && error.retryable
}

describe('a call to a key service', () => {
  it('is made three times in all, and then fails in a way that may be repeated', async () => {
    const { error, ms } = await settle(calls.make(call, down))
    assert.ok(isOutage(error), String(error))
    assert.equal(SallyportError.isInstance(error) && error.act, 'wait')
    assert.equal(attempts, 3)
    assert.ok(ms < 1000, `${ms} ms`)
  })

  it('succeeds when a repetition does', async () => {
    const { value } = await settle(calls.make(call, async () => (attempts < 3 ? down() : 'key')))
    assert.deepEqual([value, attempts], ['key', 3])
  })

  it('is not repeated when the service has spoken', async () => {
    const refused = vaultUnavailable('root_key_denied')
    const { error } = await settle(calls.make(call, () => Promise.reject(refused)))
    assert.deepEqual([error, attempts], [refused, 1])
    assert.equal((await settle(calls.make(call, async () => 'key'))).value, 'key')
  })

  it('is given up after two seconds of silence, made again, and over within five', async () => {
    const signals: AbortSignal[] = []
    const { error, ms } = await settle(
      calls.make(call, (signal) => {
        signals.push(signal)
        return silent()
      }),
    )
    assert.ok(isOutage(error), String(error))
    assert.ok(signals.length >= 2 && signals.every(({ aborted }) => aborted))
    assert.ok(ms > 2 * ATTEMPT_MS && ms <= DEADLINE_MS + 50, `${ms} ms`)
  })

  it('waits for its turn behind sixteen others, and no longer than its time', async () => {
    let underWay = 0
    let most = 0
    const finish: (() => void)[] = []
    const slow = () =>
      new Promise<string>((resolve) => {
        most = Math.max(most, ++underWay)
        finish.push(() => {
          underWay--
          resolve('key')
        })
      })
    const all = Array.from({ length: 50 }, () => calls.make(call, slow))
    for (let turns = 0; turns < 200; turns++) {
      await turn()
      finish.shift()?.()
    }
    assert.deepEqual([...new Set(await Promise.all(all))], ['key'])
    assert.deepEqual([most, attempts], [16, 50])

    // Sixteen that do not end, and one behind them.
    const held = Array.from({ length: 16 }, () => calls.make(call, silent).catch(() => 'over'))
    const { error, ms } = await settle(calls.make(call, async () => 'key'))
    assert.ok(isOutage(error), String(error))
    assert.ok(ms <= DEADLINE_MS + 50, `${ms} ms`)
    await settle(Promise.all(held))
  })
})

describe('the memory of an outage', () => {
  it('refuses at once for a second, then lets one try, and the others when that succeeded', async () => {
    await settle(calls.make(call, down))
    assert.equal((await settle(calls.make(call, async () => 'key'))).ms, 0)
    assert.equal(attempts, 3)
    clock.advance(1000)

    let answer = (_: string) => {}
    const probe = calls.make(call, () => new Promise<string>((resolve) => (answer = resolve)))
    await turn()
    const meanwhile = await settle(calls.make(call, async () => 'key'))
    assert.ok(isOutage(meanwhile.error))
    answer('key')
    assert.equal(await probe, 'key')
    assert.equal((await settle(calls.make(call, async () => 'key'))).value, 'key')
    assert.equal(attempts, 5)
  })

  it('grows to fifteen seconds and no further, and is gone with the first answer', async () => {
    /** Seconds until somebody is let through again. */
    async function refusedFor(attempt: () => Promise<unknown>): Promise<number> {
      const before = attempts
      for (let seconds = 0; seconds <= 20; seconds++) {
        await settle(calls.make(call, attempt))
        if (attempts > before) return seconds
        clock.advance(1000)
      }
      return assert.fail('nobody was let through')
    }
    await settle(calls.make(call, down))
    const seconds: number[] = []
    for (let round = 0; round < 6; round++) seconds.push(await refusedFor(down))
    assert.deepEqual(seconds, [1, 2, 4, 8, 15, 15])
    await refusedFor(async () => 'key')
    await settle(calls.make(call, down))
    assert.equal(await refusedFor(down), 1)
  })
})
