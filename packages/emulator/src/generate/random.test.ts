import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { extendSeed, randomOf, seededRandom, seedOf, wholeBetween } from './random.ts'

const first = (seed: string, count = 1) => Array.from({ length: count }, seededRandom(seed))

test('A seed always gives the same stream', () => {
  assert.deepEqual(first('customer 1', 3), [0.6369565753266215, 0.5124234049580991, 0.84489656961523])
})

test('Seeds that look alike give streams that do not', () => {
  const starts = Array.from({ length: 2000 }, (_, index) => first(`/items/${index}`)[0])
  assert.equal(new Set(starts).size, 2000)
  const mean = starts.reduce<number>((sum, start) => sum + (start ?? 0), 0) / 2000
  assert.ok(Math.abs(mean - 0.5) < 0.03, String(mean))
})

test('A stream covers the range evenly', () => {
  const counts = Array.from({ length: 10 }, () => 0)
  for (const number of first('even', 10_000))
    counts[Math.floor(number * 10)] = (counts[Math.floor(number * 10)] ?? 0) + 1
  for (const count of counts) assert.ok(count > 850 && count < 1150, counts.join())
})

test('A seed that is extended is the seed of the longer text', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (start, end) => {
      assert.equal(randomOf(extendSeed(seedOf(start), end))(), seededRandom(start + end)())
    }),
  )
})

test('A whole number lies between its bounds, and reaches both', () => {
  const random = seededRandom('bounds')
  const numbers = new Set(Array.from({ length: 200 }, () => wholeBetween(random, -1, 2)))
  assert.deepEqual([...numbers].sort(), [-1, 0, 1, 2])
})
