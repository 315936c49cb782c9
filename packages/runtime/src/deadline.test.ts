import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEFAULT_DEADLINE_MS, deadlineOf } from './deadline.ts'
import { weatherCall } from './testing/weather.ts'

const call = weatherCall({ entity: 'stations', action: 'get', params: { id: 'x' } })
const slow = { ...call, operation: { ...call.operation, timeoutSeconds: 5 } }

test('a call has the time of its caller, or less where its operation says so', () => {
  assert.equal(deadlineOf(call), DEFAULT_DEADLINE_MS)
  assert.equal(deadlineOf(call, 900), 900)
  assert.equal(deadlineOf(slow), 5_000)
  assert.equal(deadlineOf(slow, 900), 900)
})
