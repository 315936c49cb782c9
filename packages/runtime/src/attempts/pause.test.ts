import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pauseBefore } from './pause.ts'

const NOW = Date.UTC(2026, 0, 1)

interface Row {
  readonly made: number
  readonly after?: number
  readonly left?: number
  readonly random?: number
  readonly ms: number | undefined
}

const ROWS: readonly Row[] = [
  { made: 1, random: 0, ms: 0 },
  { made: 1, random: 0.5, ms: 250 },
  { made: 1, random: 1, ms: 500 },
  { made: 2, random: 1, ms: 1_000 },
  { made: 3, random: 1, ms: 2_000 },
  { made: 5, random: 1, ms: 8_000 },
  { made: 6, random: 1, ms: 8_000 },
  { made: 60, random: 1, ms: 8_000 },
  { made: 1, random: 0, after: 7_000, ms: 7_000 },
  { made: 1, random: 1, after: 7_000, ms: 7_500 },
  { made: 1, random: 1, after: -7_000, ms: 500 },
  { made: 1, random: 0, after: 23_000, ms: 23_000 },
  { made: 1, random: 0, after: 23_001, ms: undefined },
  { made: 1, random: 1, after: 23_000, ms: undefined },
  { made: 1, random: 0, left: 1_000, ms: 0 },
  { made: 1, random: 0, left: 999, ms: undefined },
  { made: 1, random: 0, left: -5, ms: undefined },
]

for (const { made, after, left = 24_000, random = 0, ms } of ROWS) {
  const told = after === undefined ? 'no time told' : `${after} ms told`
  test(`after attempt ${made}, with ${told}, chance ${random} and ${left} ms left: ${ms ?? 'no other attempt'}`, () => {
    const retryAt = after === undefined ? undefined : new Date(NOW + after)
    assert.equal(pauseBefore({ made, retryAt, now: NOW, left, random: () => random }), ms)
  })
}
