import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../generate/random.ts'
import type { Fault } from './fault.ts'
import { drawLatency } from './latency.ts'

const DRAWS = 20_000

function draws(fault: Extract<Fault, { kind: 'latency' }>, seed = 'a'): number[] {
  const random = seededRandom(seed)
  return Array.from({ length: DRAWS }, () => drawLatency(fault, random))
}

function percentile(values: readonly number[], share: number): number {
  return values.toSorted((left, right) => left - right)[Math.floor(share * values.length)] ?? Number.NaN
}

test('a fixed latency is always the same', () => {
  assert.deepEqual(new Set(draws({ kind: 'latency', ms: 5 })), new Set([5]))
})

test('a range is filled evenly and never left', () => {
  const seen = draws({ kind: 'latency', min: 10, max: 20 })
  assert.ok(seen.every((ms) => ms >= 10 && ms <= 20))
  for (const share of [0.1, 0.5, 0.9]) assert.ok(Math.abs(percentile(seen, share) - (10 + 10 * share)) < 0.3)
})

test('a log-normal latency has the percentiles that were asked for, and an end', () => {
  const seen = draws({ kind: 'latency', p50: 20, p99: 300 })
  assert.ok(Math.abs(percentile(seen, 0.5) / 20 - 1) < 0.05, String(percentile(seen, 0.5)))
  assert.ok(Math.abs(percentile(seen, 0.99) / 300 - 1) < 0.15, String(percentile(seen, 0.99)))
  assert.ok(seen.every((ms) => ms > 0))
  assert.ok(draws({ kind: 'latency', p50: 1, p99: 600_000 }).every((ms) => ms <= 600_000))
})

test('the same seed draws the same times', () => {
  const fault = { kind: 'latency', p50: 20, p99: 300 } as const
  assert.deepEqual(draws(fault), draws(fault))
  assert.notDeepEqual(draws(fault), draws(fault, 'b'))
})
