import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withParts } from './parts.ts'

test('a part stands where it is used, and members beside it go over its own', () => {
  const parts = { person: { login: '{name}', site: { $use: 'site' } }, site: 'https://example.com' }
  assert.deepEqual(withParts({ a: [{ $use: 'person' }], b: { $use: 'person', login: 'x' } }, parts), {
    a: [{ login: '{name}', site: 'https://example.com' }],
    b: { login: 'x', site: 'https://example.com' },
  })
})

test('parts that are not there, or hold each other, are refused', () => {
  for (const name of ['nobody', 'constructor', 'loop']) {
    assert.throws(() => withParts({ $use: name }, { loop: [{ $use: 'loop' }] }), TypeError)
  }
})
