import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spelledOut } from './capability.ts'

test('"execute" is reading and writing, and nothing that reaches others', () => {
  assert.deepEqual(spelledOut(['execute']), ['read', 'write'])
  assert.deepEqual(spelledOut(['money', 'execute', 'read', 'money']), ['read', 'write', 'money'])
  assert.deepEqual(spelledOut([]), [])
})
