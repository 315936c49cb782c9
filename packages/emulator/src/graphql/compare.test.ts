import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Json, JsonObject } from '../json.ts'
import { meets } from './compare.ts'
import { durationEnd } from './duration.ts'

const NOW = Date.parse('2026-01-15T00:00:00Z')

const cases: readonly (readonly [Json, JsonObject, boolean])[] = [
  [3, { eq: 3 }, true],
  [3, { neq: 3 }, false],
  ['b', { in: ['a', 'b'] }, true],
  ['b', { nin: ['a', 'b'] }, false],
  [null, { in: ['a'] }, false],
  [null, { nin: ['a'] }, true],
  [null, { null: true }, true],
  ['x', { null: true }, false],
  ['x', { null: false }, true],
  ['Harbor', { contains: 'arb' }, true],
  ['Harbor', { contains: 'ARB' }, false],
  ['Harbor', { containsIgnoreCase: 'ARB' }, true],
  ['Hârbor', { containsIgnoreCaseAndAccent: 'HARB' }, true],
  ['Harbor', { notContains: 'x' }, true],
  [null, { contains: 'null' }, false],
  [null, { notContains: 'x' }, true],
  ['Harbor', { startsWith: 'Har', endsWith: 'bor' }, true],
  ['Harbor', { startsWithIgnoreCase: 'har' }, true],
  ['Harbor', { notStartsWith: 'Har' }, false],
  ['Harbor', { notEndsWith: 'x' }, true],
  ['Harbor', { eqIgnoreCase: 'HARBOR' }, true],
  ['Harbor', { neqIgnoreCase: 'HARBOR' }, false],
  [5, { gt: 4, lte: 5 }, true],
  [5, { gte: 6 }, false],
  [null, { lt: 6 }, false],
  ['2026-01-10T00:00:00Z', { gt: '-P1W' }, true],
  ['2026-01-01T00:00:00Z', { gt: '-P1W' }, false],
  [5, { and: [{ gt: 4 }, { lt: 6 }] }, true],
  [5, { or: [{ gt: 6 }, { lt: 1 }] }, false],
  [5, { or: [] }, true],
  [5, { gt: null }, true],
]

describe('comparators', () => {
  for (const [value, condition, expected] of cases) {
    it(`${JSON.stringify(value)} ${expected ? 'meets' : 'does not meet'} ${JSON.stringify(condition)}`, () => {
      assert.equal(meets(value, condition, NOW), expected)
    })
  }

  it('does not guess at a comparator that it does not know', () => {
    assert.equal(meets(1, { nearly: 1 }, NOW), undefined)
    assert.equal(meets(1, { or: [{ toString: 1 }] }, NOW), undefined)
  })

  it('reads durations from now and leaves other texts alone', () => {
    assert.equal(durationEnd('P1D', NOW), '2026-01-16T00:00:00.000Z')
    assert.equal(durationEnd('-PT90M', NOW), '2026-01-14T22:30:00.000Z')
    for (const text of ['P', 'PT', '-P', 'P1', 'Paris', '2026-01-01', ''])
      assert.equal(durationEnd(text, NOW), text)
  })
})
