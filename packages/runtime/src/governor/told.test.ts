import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BucketHeaders } from '@sallyport/definition'
import { readTelling, type Telling, Told } from './told.ts'

const NOW = Date.UTC(2026, 0, 1)
const DAY = 24 * 3600 * 1000
const remaining = 'X-Remaining'
const reset = (as: NonNullable<BucketHeaders['reset']>['as']) => ({ header: 'X-Reset', as })

const READINGS: readonly (readonly [
  what: string,
  BucketHeaders,
  headers: Record<string, string>,
  Telling,
])[] = [
  ['nothing', { remaining }, {}, {}],
  ['what is left', { remaining }, { 'x-remaining': ' 42 ' }, { remaining: 42 }],
  ['less than nothing', { remaining }, { 'x-remaining': '-3' }, { remaining: 0 }],
  ['a part of a unit', { remaining }, { 'x-remaining': '9.75' }, { remaining: 9 }],
  ['no number', { remaining }, { 'x-remaining': '40/40' }, {}],
  ['a number beyond bounds', { remaining }, { 'x-remaining': '1'.repeat(400) }, {}],
  [
    'Unix seconds',
    { remaining, reset: reset('unix-seconds') },
    { 'x-remaining': '1', 'x-reset': String(NOW / 1000 + 60) },
    { remaining: 1, resetAt: NOW + 60_000 },
  ],
  [
    'Unix milliseconds',
    { remaining, reset: reset('unix-milliseconds') },
    { 'x-reset': String(NOW + 60_000) },
    { resetAt: NOW + 60_000 },
  ],
  ['seconds from now', { remaining, reset: reset('seconds') }, { 'x-reset': '1.5' }, { resetAt: NOW + 1500 }],
  ['a reset in the past', { remaining, reset: reset('unix-seconds') }, { 'x-reset': '1' }, { resetAt: NOW }],
  [
    'a reset in a thousand years',
    { remaining, reset: reset('seconds') },
    { 'x-reset': '31536000000' },
    { resetAt: NOW + DAY },
  ],
  ['a cost', { remaining, cost: 'X-Cost' }, { 'x-cost': '2.5' }, { cost: 3 }],
  ['a cost below nothing', { remaining, cost: 'X-Cost' }, { 'x-cost': '-1' }, {}],
]
for (const [what, read, headers, telling] of READINGS) {
  test(`read from the headers of an answer: ${what}`, () => {
    assert.deepEqual(readTelling(read, headers, NOW), telling)
  })
}

const resetAt = NOW + 60_000

test('of answers that overtake each other the least counts, within one window', () => {
  const told = new Told(undefined)
  told.hear({ remaining: 8, resetAt }, NOW)
  told.hear({ remaining: 9, resetAt: resetAt + 900 }, NOW)
  assert.equal(told.left(NOW), 8)
  told.hear({ remaining: 99, resetAt: resetAt - 30_000 }, NOW)
  assert.equal(told.left(NOW), 8)
  told.hear({ remaining: 99, resetAt: resetAt + 60_000 }, NOW)
  assert.equal(told.left(NOW), 99)
})

test('a word holds until the reset that it names', () => {
  const told = new Told(undefined)
  assert.equal(told.left(NOW), undefined)
  told.hear({ remaining: 0, resetAt }, NOW)
  assert.deepEqual([told.left(resetAt - 1), told.left(resetAt)], [0, undefined])
  assert.equal(told.backAt(5, NOW), resetAt)
})

test('without a reset what is left grows as the definition declares', () => {
  const told = new Told(50 / 1000)
  told.hear({ remaining: 10 }, NOW)
  assert.deepEqual([told.left(NOW), told.left(NOW + 100), told.left(NOW + 1000)], [10, 15, 60])
  assert.equal(told.backAt(20, NOW), NOW + 400)
  told.hear({ remaining: 30 }, NOW)
  assert.equal(told.left(NOW), 30)
})

test('a word without an end, of which nothing is declared, is believed for a second', () => {
  const told = new Told(undefined)
  told.hear({ remaining: 0 }, NOW)
  assert.deepEqual([told.left(NOW + 999), told.left(NOW + 1000)], [0, undefined])
})
