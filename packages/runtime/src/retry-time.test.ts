import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { retryTime } from './retry-time.ts'
import { anyText } from './testing/any-text.ts'

// Dates of HTTP are in GMT, wherever the program runs.
process.env.TZ = 'America/New_York'

const NOW = Date.UTC(2026, 0, 1, 12)
const DAY = 24 * 3600 * 1000

function afterMs(
  value: string | string[] | undefined,
  as: 'retry-after' | 'unix-seconds',
): number | undefined {
  const at = retryTime({ header: 'x', as }, { headers: { x: value }, body: undefined }, NOW)
  return at && at.getTime() - NOW
}

for (const [value, ms] of [
  ['0', 0],
  ['1', 1000],
  [' 90 ', 90_000],
  [['5', '7'], 5000],
  ['86400', DAY],
  ['999999999', DAY],
  ['Thu, 01 Jan 2026 12:00:30 GMT', 30_000],
  ['Thu, 01 Jan 2026 11:00:00 GMT', 0],
  ['Fri, 31 Dec 2027 23:59:59 GMT', DAY],
  ['Thursday, 01-Jan-26 12:00:30 GMT', 30_000],
  ['Thu Jan  1 12:00:30 2026', 30_000],
  ['-5', undefined],
  ['1.5', undefined],
  ['1e3', undefined],
  ['0x10', undefined],
  ['99999999999999', undefined],
  ['', undefined],
  ['soon', undefined],
  ['in 5 minutes', undefined],
  ['5 minutes', undefined],
  ['Thu, 99 Jan 2026 12:00:30 GMT', undefined],
  ['Thu, 01 Foo 2026 12:00:30 GMT', undefined],
  ['2026', 2_026_000],
  ['2026-01-01T12:00:30Z', undefined],
  ['Infinity', undefined],
  [undefined, undefined],
] as const) {
  test(`Retry-After ${JSON.stringify(value) ?? 'absent'} is ${ms ?? 'no'} ms`, () => {
    assert.equal(afterMs(typeof value === 'object' ? [...value] : value, 'retry-after'), ms)
  })
}

for (const [value, ms] of [
  [`${NOW / 1000 + 60}`, 60_000],
  [`${NOW / 1000 - 60}`, 0],
  ['0', 0],
  [`${NOW + 60_000}`, undefined],
  ['999999999999', DAY],
  ['-1', undefined],
  ['1.5', undefined],
  ['soon', undefined],
  ['', undefined],
] as const) {
  test(`the Unix time ${value || 'of nothing'} is ${ms ?? 'no'} ms away`, () => {
    assert.equal(afterMs(value, 'unix-seconds'), ms)
  })
}

test('whatever a header says, the time is from now to a day', () => {
  const value = fc.oneof(anyText, fc.date().map(String), fc.integer().map(String), fc.double().map(String))
  fc.assert(
    fc.property(value, fc.constantFrom('retry-after', 'unix-seconds'), (text, as) => {
      const ms = afterMs(text, as)
      assert.ok(ms === undefined || (ms >= 0 && ms <= DAY))
    }),
    { numRuns: 500 },
  )
})
