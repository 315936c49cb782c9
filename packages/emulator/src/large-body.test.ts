import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { deepBody, largeBody } from './large-body.ts'

test('a large body is a JSON array of exactly the size that was asked for', () => {
  fc.assert(
    fc.property(fc.oneof(fc.integer({ min: 2, max: 100 }), fc.integer({ min: 2, max: 300_000 })), (bytes) => {
      const body = Buffer.concat([...largeBody(bytes)])
      assert.equal(body.length, bytes)
      assert.ok(Array.isArray(JSON.parse(body.toString('utf8'))))
    }),
    { numRuns: 50 },
  )
})

test('50 MB are made of pieces that are never large', () => {
  let bytes = 0
  for (const piece of largeBody(50_000_000)) {
    bytes += piece.length
    assert.ok(piece.length < 100_000)
  }
  assert.equal(bytes, 50_000_000)
})

test('a deep body has as many levels as were asked for', () => {
  assert.deepEqual(JSON.parse(deepBody(3)), [[[]]])
})
