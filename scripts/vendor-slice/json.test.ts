import assert from 'node:assert/strict'
import { test } from 'node:test'
import { format } from './json.ts'

test('the format is JSON, with short things on one line', () => {
  assert.equal(format({ a: [1, { b: null }], c: {} }), '{ "a": [1, { "b": null }], "c": {} }')
  const nested = { cats: Array.from({ length: 9 }, (_, index) => ({ name: `cat ${index}`, lives: 9 })) }
  assert.deepEqual(JSON.parse(format(nested)), nested)
  assert.equal(format(nested).split('\n').length, 13)
})

test('many short items share a line', () => {
  const items = Array.from({ length: 40 }, (_, index) => `item ${index}`)
  const lines = format({ items }).split('\n')
  assert.deepEqual(JSON.parse(lines.join('\n')), { items })
  assert.ok(lines.length < 15 && lines.every((line) => line.length <= 111))
})
