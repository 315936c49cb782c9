import assert from 'node:assert/strict'
import { test } from 'node:test'
import { practise, sent } from '../testing/practise.ts'
import { thingsVendor } from '../testing/things.ts'

const { acme, call } = await practise({}, thingsVendor)

test('a header that the description knows is read anew in every request', async () => {
  assert.equal((await call('/kinds', { headers: { 'x-kind': 'a' } })).status, 200)
  assert.equal((await call('/kinds')).status, 400)
  assert.equal((await call('/kinds', { headers: { 'x-kind': 'c' } })).status, 400)
  assert.equal(acme.ledger.count({ path: '/kinds', verdict: 'refused' }), 2)
})

test('an answer that tells a header is not given for another one', async () => {
  for (const version of ['1', '2']) {
    const { json } = await call('/version', { headers: { 'x-version': version } })
    assert.equal(json.version, version)
  }
})

test('a GET that writes takes effect each time', async () => {
  const [one, other] = [await call('/made'), await call('/made')]
  assert.notEqual(one.json.id, other.json.id)
  assert.equal((await call('/tray')).json.length, 2)
})

test('a path with a number leads to the record that has the number now', async () => {
  assert.equal((await call('/boxes/old')).json.name, 'old')
  assert.equal((await call('/box-numbers/7')).json.name, 'old')
  await call('/boxes/old', sent('PATCH', { name: 'new' }))
  assert.equal((await call('/box-numbers/7')).json.name, 'new')
})
