import assert from 'node:assert/strict'
import { test } from 'node:test'
import { callKey } from './call-key.ts'

const call = { callId: 'call_1', tool: 'github_issues_create', input: { title: 'Once' } }

test('one call of one run has one key, as Idempotency-Key takes it', async () => {
  const key = await callKey('run', call)
  assert.match(key, /^[0-9a-f]{64}$/)
  assert.equal(await callKey('run', { ...call }), key)
})

test('another run, id, tool or input is another call', async () => {
  const keys = await Promise.all([
    callKey('run', call),
    callKey('another run', call),
    callKey('run', { ...call, callId: 'call_2' }),
    callKey('run', { ...call, tool: 'github_issues_update' }),
    callKey('run', { ...call, input: { title: 'Twice' } }),
    callKey('run', { ...call, input: undefined }),
  ])
  assert.equal(new Set(keys).size, keys.length)
})
