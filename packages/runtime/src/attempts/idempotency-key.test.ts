import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Idempotency, Operation } from '@sallyport/definition'
import type { ResolvedCall } from '../resolve/resolved-call.ts'
import { weatherCall } from '../testing/weather.ts'
import { keyHeader, withKeyParam } from './idempotency-key.ts'

const CALL_ID = '0198a7c2-6f2e-4c3a-9b51-2f8f4c1d9e07'
const create = weatherCall({ entity: 'stations', action: 'create', params: { name: 'x' } })

function stating(idempotency: Idempotency, effect: Operation['effect'] = 'write'): ResolvedCall {
  return { ...create, operation: { ...create.operation, idempotency, effect } }
}

test('a parameter for a key gets the id of the call, which is a UUID of version 4', () => {
  assert.deepEqual(withKeyParam(stating({ param: 'key' }), CALL_ID).params, { name: 'x', key: CALL_ID })
})

test('of any other id a UUID of version 4 is made, always the same', () => {
  const keys = ['call-1', 'call-1', '0198a7c2-6f2e-7c3a-9b51-2f8f4c1d9e07'].map(
    (id) => withKeyParam(stating({ param: 'key' }), id).params.key,
  )
  assert.equal(keys[0], keys[1])
  assert.notEqual(keys[0], keys[2])
  for (const key of keys)
    assert.match(String(key), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('where the caller gives a key, that is it', () => {
  assert.equal(withKeyParam(stating({ param: 'name' }), CALL_ID).params.name, 'x')
})

for (const [what, call] of [
  ['a read', stating({ param: 'key' }, 'read')],
  ['a write whose key is a header', stating({ header: 'x-once' })],
  ['a write without a key', create],
] as const) {
  test(`${what} gets no parameter`, () => {
    assert.equal(withKeyParam(call, CALL_ID), call)
  })
}

for (const [what, call, headers] of [
  ['a write', stating({ header: 'x-once' }), { 'x-once': CALL_ID }],
  ['a read', stating({ header: 'x-once' }, 'read'), {}],
  ['a write with a parameter for it', stating({ param: 'key' }), {}],
  ['a write that states none', create, {}],
] as const) {
  test(`${what} has ${Object.keys(headers)[0] ?? 'no'} header for a key`, () => {
    assert.deepEqual(keyHeader(call, CALL_ID), headers)
  })
}
