import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { SpentWindow } from './spent-window.ts'

const SECONDS = 60
const START = Date.UTC(2026, 0, 1)

test('what is spent comes back after the window, and one slot of it later at most', () => {
  const window = new SpentWindow(SECONDS)
  window.spend(10, START + 1)
  assert.equal(window.spent(START + 60_000), 10)
  assert.equal(window.spent(START + 63_000), 0)
})

test('units are free when enough of them are back, the oldest first', () => {
  const window = new SpentWindow(SECONDS)
  window.spend(6, START)
  window.spend(4, START + 30_000)
  const at = (units: number) => (window.freeAt(units, 10, START + 30_000) - START) / 1000
  assert.deepEqual([at(1), at(6), at(7), at(10)], [63, 63, 93, 93])
})

test('the last of more units than a window allows is free some windows later', () => {
  const window = new SpentWindow(SECONDS)
  const at = (units: number) => (window.freeAt(units, 10, START) - START) / 1000
  assert.deepEqual([at(1), at(10), at(11), at(20), at(21)], [0, 0, 60, 60, 120])
})

test('a clock that is set back gives nothing back early', () => {
  const window = new SpentWindow(SECONDS)
  window.spend(5, START + 50_000)
  window.spend(5, START)
  assert.equal(window.spent(START + 100_000), 10)
})

interface Spent {
  readonly at: number
  readonly units: number
}

const steps = fc.array(fc.record({ wait: fc.nat({ max: 40_000 }), units: fc.integer({ min: 1, max: 12 }) }), {
  maxLength: 200,
})

test('whoever spends what is free never spends more than is allowed in any stretch of time', () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 12, max: 30 }), (arrivals, limit) => {
      const window = new SpentWindow(SECONDS)
      const spent: Spent[] = []
      let now = START
      for (const { wait, units } of arrivals) {
        now += wait
        if (window.freeAt(units, limit, now) > now) continue
        window.spend(units, now)
        spent.push({ at: now, units })
      }
      for (const { at: from } of spent) {
        const within = spent.filter(({ at }) => at >= from && at < from + SECONDS * 1000)
        assert.ok(within.reduce((sum, { units }) => sum + units, 0) <= limit)
      }
    }),
  )
})

test('what is said to be free at a time is free then, and not before', () => {
  fc.assert(
    fc.property(steps, (arrivals) => {
      const window = new SpentWindow(SECONDS)
      let now = START
      for (const { wait, units } of arrivals) {
        now += wait
        const at = window.freeAt(units, 12, now)
        assert.ok(at <= now + (SECONDS * 1000 * 21) / 20)
        if (at > now) assert.ok(window.freeAt(units, 12, at - 1) > at - 1)
        now = at
        assert.equal(window.freeAt(units, 12, now), now)
        window.spend(units, now)
      }
    }),
  )
})
