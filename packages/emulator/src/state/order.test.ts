import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { order } from './order.ts'

const values = fc.oneof(
  fc.integer({ min: -3, max: 30 }),
  fc.constantFrom('', '2', '10', '1a', '9-', '2020-01-02', '2020-01-02T03:04:05', 'b', null, true),
  fc.string({ maxLength: 3 }),
)

test('the order of any three values goes one way', () => {
  fc.assert(
    fc.property(values, values, values, (a, b, c) => {
      assert.equal(Math.sign(order(a, b)), -Math.sign(order(b, a)) || 0)
      if (order(a, b) <= 0 && order(b, c) <= 0) assert.ok(order(a, c) <= 0)
    }),
    { numRuns: 2000 },
  )
})

test('a time without a zone is the same everywhere', () => {
  assert.equal(order('2020-01-02T03:04:05', '2020-01-02T03:04:05Z'), 0)
})

test('numbers stand in their order, also as texts, and before words', () => {
  assert.deepEqual(['b', '10', 9, '', '1a'].toSorted(order), ['', 9, '10', '1a', 'b'])
})
