import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CallOperation } from '@sallyport/contract'
import { SallyportError } from '@sallyport/errors'
import { tellingCalls } from './telling-calls.ts'

function failing(error: unknown) {
  const told: SallyportError[] = []
  const call = tellingCalls((async () => Promise.reject(error)) as CallOperation, (one) => told.push(one))
  return {
    told,
    call: (signal?: AbortSignal) => call('listWorkspaces', { query: {} }, { ...(signal && { signal }) }),
  }
}

test('what is wrong with the engine is told to its operator, and to a client in our words alone', async () => {
  const { told, call } = failing(new TypeError('duplicate key (email)=(a@example.com)'))
  await assert.rejects(call(), { code: 'internal', message: 'The engine failed on this request.' })
  assert.deepEqual(
    told.map(({ code, cause }) => [code, cause instanceof TypeError]),
    [['internal', true]],
  )
})

test("what is the caller's is for the caller", async () => {
  const { told, call } = failing(new SallyportError('connector_not_found', 'There is no such connector.'))
  await assert.rejects(call(), { code: 'connector_not_found' })
  assert.deepEqual(told, [])
})

test('a client that has gone is no failure', async () => {
  const { told, call } = failing(new TypeError('broken off'))
  const gone = new Error('gone')
  await assert.rejects(call(AbortSignal.abort(gone)), gone)
  assert.deepEqual(told, [])
})
