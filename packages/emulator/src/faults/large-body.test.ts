import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { deepBody, endlessBody, endlessBytes, largeBody } from './large-body.ts'

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

function first(pieces: Iterable<Buffer>, count: number): Buffer[] {
  const taken: Buffer[] = []
  for (const piece of pieces) if (taken.push(piece) === count) break
  return taken
}

test('an endless body could be ended as JSON after each of its records', () => {
  const pieces = first(endlessBody(), 4)
  assert.equal(JSON.parse(`${Buffer.concat(pieces)}0]`).length, 4)
  const bytes = first(endlessBytes(), 200_000)
  assert.ok(bytes.every((byte) => byte.length === 1))
  assert.ok(Buffer.concat(pieces).subarray(0, 190_000).equals(Buffer.concat(bytes).subarray(0, 190_000)))
})

test('a deep body has as many levels as were asked for', () => {
  assert.deepEqual(JSON.parse(deepBody(3)), [[[]]])
})
