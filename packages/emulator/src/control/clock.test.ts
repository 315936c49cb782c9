import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClock } from './clock.ts'

test('a clock stands still until it is told otherwise', () => {
  const clock = createClock(1000)
  assert.equal(clock.now(), 1000)
  clock.advance(500)
  assert.equal(clock.now(), 1500)
  clock.set(42)
  assert.equal(clock.now(), 42)
  assert.equal(new Date(createClock().now()).toISOString(), '2026-01-01T00:00:00.000Z')
})

test('a time that makes no sense is refused, and changes nothing', () => {
  const clock = createClock(1000)
  for (const ms of [-1, Number.NaN, Number.POSITIVE_INFINITY, 0.5, 1e15]) {
    assert.throws(() => clock.advance(ms), TypeError, String(ms))
    assert.throws(() => clock.set(ms), TypeError, String(ms))
    assert.throws(() => createClock(ms), TypeError, String(ms))
  }
  assert.equal(clock.now(), 1000)
})
