import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Definition } from '@sallyport/definition'
import { emulate } from '@sallyport/emulator'
import { SallyportError } from '@sallyport/errors'
import { type CallRequest, createMemoryAllowances, RateGovernor } from '@sallyport/runtime'
import { github } from '../github/definition.ts'
import { githubVendor } from '../github/vendor.ts'
import { createCaller, NOW, TOKEN } from './stage.ts'

const AN_HOUR = 60
const RESET_AT = NOW + 3_600_000
const read = {
  remaining: 'x-ratelimit-remaining',
  reset: { header: 'x-ratelimit-reset', as: 'unix-seconds' },
} as const
const LIST: CallRequest = {
  entity: 'issues',
  action: 'list',
  params: { owner: 'octokit-fixture-org', repo: 'paginate-issues' },
}

/** GitHub as whoever has no token meets it: sixty calls an hour, and then 403. */
const play = () =>
  emulate(githubVendor, {
    credentials: TOKEN,
    now: () => NOW,
    rateLimit: { limit: AN_HOUR, enforced: true },
  })

const engine = (url: string, limits: NonNullable<Definition['limits']>) => {
  const now = () => NOW
  const governor = new RateGovernor({
    now,
    wait: (ms, signal) => sleep(ms, undefined, { signal }),
    allowances: createMemoryAllowances({ now }),
  })
  return createCaller({ ...github, limits }, url, { governor })
}

async function outcomes(count: number, call: () => Promise<unknown>) {
  const settled = await Promise.allSettled(Array.from({ length: count }, call))
  return settled.map((outcome) => {
    if (outcome.status === 'fulfilled') return 'success'
    assert.ok(SallyportError.isInstance(outcome.reason))
    const { code, sideEffect, retryAt } = outcome.reason
    return `${code} ${sideEffect} ${retryAt && Math.abs(retryAt.getTime() - RESET_AT) < 2_000}`
  })
}

const REFUSED = 'upstream_rate_limited none true'

test('calls beyond what the headers say is left are not sent, and say when to come back', async () => {
  await using vendor = await play()
  await using caller = engine(vendor.url, { core: { per: 'credential', read } })
  const { limit } = await caller.call(LIST)
  assert.deepEqual([limit?.bucket, limit?.remaining, limit?.retryAt], ['core', AN_HOUR - 1, undefined])
  assert.ok(limit?.resetAt && Math.abs(limit.resetAt.getTime() - RESET_AT) < 2_000)
  const heard = await outcomes(70, () => caller.call(LIST))
  assert.equal(heard.filter((outcome) => outcome === 'success').length, AN_HOUR - 1)
  assert.equal(heard.filter((outcome) => outcome === REFUSED).length, 11)
  assert.equal(vendor.ledger.count(), AN_HOUR)
  vendor.ledger.none({ status: 403 })
  vendor.ledger.none({ status: 429 })
})

test('calls beyond what is declared are not sent, although nobody was asked yet', async () => {
  await using vendor = await play()
  const allows = { units: AN_HOUR, seconds: 3_600 }
  await using caller = engine(vendor.url, { core: { per: 'credential', allows, read } })
  const heard = await outcomes(100, () => caller.call(LIST))
  assert.equal(heard.filter((outcome) => outcome === 'success').length, AN_HOUR)
  assert.equal(vendor.ledger.count(), AN_HOUR)
  vendor.ledger.none({ status: 403 })
  assert.deepEqual(await outcomes(1, () => caller.call(LIST)), [REFUSED])
})

test('the last call that is let through says that the next one has to wait', async () => {
  await using vendor = await play()
  await using caller = engine(vendor.url, { core: { per: 'credential', read } })
  for (let nth = 1; nth < AN_HOUR; nth++) await caller.call(LIST)
  const { limit } = await caller.call(LIST)
  assert.deepEqual([limit?.remaining, limit?.retryAt?.getTime()], [0, limit?.resetAt?.getTime()])
})

test('where the third party refuses all the same, it is asked once', async () => {
  await using vendor = await play()
  await using caller = engine(vendor.url, { core: { per: 'credential', read } })
  vendor.faults.add({ kind: 'rate-limited', resetAfter: 3_600, status: 403, times: 'always' })
  assert.deepEqual(await outcomes(1, () => caller.call(LIST)), [REFUSED])
  assert.deepEqual(await outcomes(20, () => caller.call(LIST)), Array(20).fill(REFUSED))
  assert.equal(vendor.ledger.count(), 1)
})
