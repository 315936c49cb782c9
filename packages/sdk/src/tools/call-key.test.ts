import assert from 'node:assert/strict'
import { test } from 'node:test'
import { callKey } from './call-key.ts'

const call = { callId: 'call_1', tool: 'github_issues_create', input: { title: 'Once' } }

test('one call of one run has one key, as Idempotency-Key takes it', async () => {
  const key = await callKey('run', call)
  assert.match(key, /^[0-9a-f]{64}$/)
  assert.equal(await callKey('run', { ...call }), key)
})

test('a call that was stored and comes back with its members in another order is the same', async () => {
  const input = { title: 'Once', labels: [{ name: 'a', color: 'b' }] }
  const stored = { labels: [{ color: 'b', name: 'a' }], title: 'Once' }
  assert.equal(await callKey('run', { ...call, input }), await callKey('run', { ...call, input: stored }))
  const other = { ...input, labels: [] }
  assert.notEqual(await callKey('run', { ...call, input }), await callKey('run', { ...call, input: other }))
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
