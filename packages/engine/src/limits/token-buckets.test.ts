import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import fc from 'fast-check'
import { TokenBuckets } from './token-buckets.ts'

let now: number
let buckets: TokenBuckets
beforeEach(() => {
  now = 0
  buckets = new TokenBuckets({ quota: { calls: 10, seconds: 5 }, max: 100, monotonic: () => now })
})
const takes = (count: number, key = 'a') => Array.from({ length: count }, () => buckets.take(key))

test('a bucket is full at first, and then says how long until there is one', () => {
  assert.deepEqual(takes(11), [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, -500])
  assert.equal(buckets.wait('a'), 500)
  now = 200
  assert.equal(buckets.take('a'), -300)
  now = 500
  assert.equal(buckets.wait('a'), 0)
  assert.equal(buckets.take('a'), 0)
})

test('what is refused costs nothing', () => {
  takes(100)
  now = 500
  assert.deepEqual(takes(2), [0, -500])
})

test('a bucket never holds more than its quota', () => {
  takes(3)
  now = 1_000_000
  assert.equal(buckets.take('a'), 9)
})

test('keys do not share', () => {
  takes(10)
  assert.equal(buckets.take('b'), 9)
  assert.equal(buckets.wait('c'), 0)
})

test('seconds until it is full again are whole ones', () => {
  assert.deepEqual(
    [10, 9, 8, 0].map((left) => buckets.secondsToFull(left)),
    [0, 1, 1, 5],
  )
})

test('only so many keys are remembered', () => {
  for (let key = 0; key < 10_000; key++) buckets.take(String(key))
  assert.equal(buckets.size, 100)
})

test('in no stretch of time more are taken than fit, whatever the times of asking', () => {
  const steps = fc.array(fc.nat(2_000), { minLength: 1, maxLength: 200 })
  fc.assert(
    fc.property(steps, (waits) => {
      now = 0
      const one = new TokenBuckets({ quota: { calls: 4, seconds: 2 }, max: 1, monotonic: () => now })
      const taken: number[] = []
      for (const wait of waits) {
        now += wait
        if (one.take('a') >= 0) taken.push(now)
      }
      for (const [at, from] of taken.entries()) {
        for (const [further, to] of taken.slice(at).entries()) {
          assert.ok(further + 1 <= 4 + (to - from) * 0.002 + 1e-6)
        }
      }
    }),
  )
})
