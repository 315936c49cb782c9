import assert from 'node:assert/strict'
import { test } from 'node:test'
import { practise, sent } from '../testing/practise.ts'
import { thingsVendor } from '../testing/things.ts'

const { call } = await practise({}, thingsVendor)

test('names of Object.prototype are no members that a record has', async () => {
  const { json } = await call('/boxes/a/things/thing-0', sent('PATCH', { toString: 'x', valueOf: 1, due: 2 }))
  assert.deepEqual(json, { id: 'thing-0', due: 2, labels: {} })
})

test('a record does not take the name of another', async () => {
  const { status } = await call('/boxes/b/things/thing-0', sent('PATCH', { id: 'thing-1' }))
  assert.equal(status, 409)
  assert.equal((await call('/boxes/b/things?limit=10')).json.length, 5)
})

test('a record that has another name now is gone under the one before', async () => {
  await call('/boxes/old', sent('PATCH', { name: 'new' }))
  assert.equal((await call('/boxes/new')).status, 200)
  assert.equal((await call('/boxes/old')).status, 404)
})

test('a case names variables of its own, over those of its operation', async () => {
  assert.deepEqual((await call('/cases')).json, { size: 'small', same: 'small' })
  assert.deepEqual((await call('/cases?big=1')).json, { size: 'not small', same: 'not small' })
})

test('members that the vendor does not know change nothing', async () => {
  const library = await practise()
  const path = '/v1/shelves/a/books/book-0'
  const { json } = await library.call(path, sent('PATCH', { id: 'other', added_at: 'x', title: 'Mine' }))
  assert.equal(json.id, 'book-0')
  assert.equal(json.title, 'Mine')
  assert.notEqual(json.added_at, 'x')
  assert.equal(library.acme.ledger.count({ method: 'PATCH', verdict: 'tolerated' }), 1)
})
