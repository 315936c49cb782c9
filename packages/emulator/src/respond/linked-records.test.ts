import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call, startOrders } from '../testing/orders.ts'

test('an operation makes other records, one for each item, and answers with what became of its own', async () => {
  await using emulator = await startOrders()
  const { body } = await call(emulator, 'POST /orders {"prices":[3,4],"note":"x","secret":"y"}')
  assert.deepEqual(body, { id: 'o1', note: 'x', total: 7, last_item: 'i0' })
  assert.deepEqual((await call(emulator, 'GET /items')).body, [
    { kind: 'item', id: 'i0', price: 3, order: 'o1' },
    { kind: 'item', id: 'i1', price: 4, order: 'o1' },
  ])
})

test('a filter value can stand for several', async () => {
  await using emulator = await startOrders()
  await call(emulator, 'POST /orders {"prices":[3,4,5]}')
  assert.equal((await call(emulator, 'GET /items?price=some')).body.length, 2)
})

test('a problem of its own is told with the variables of the operation, and nothing is made', async () => {
  await using emulator = await startOrders()
  const refused = await call(emulator, 'POST /orders {"prices":[60,50]}')
  assert.deepEqual([refused.status, refused.body], [402, { error: '55 is half' }])
  assert.deepEqual((await call(emulator, 'GET /items')).body, [])
})

test('records are shown whole within records that are shown whole', async () => {
  await using emulator = await startOrders()
  await call(emulator, 'POST /orders {"prices":[3]}')
  const { body } = await call(
    emulator,
    'GET /orders/o1?expand=last_item.order&expand=constructor&expand=note.id',
  )
  assert.equal(body.last_item.order.total, 3)
  assert.equal(body.last_item.order.last_item, 'i0')
  assert.equal(body.note, 'none')
})

test('an empty text takes a value away, and a deletion can leave a stub', async () => {
  await using emulator = await startOrders()
  await call(emulator, 'POST /orders {"prices":[3],"note":"x"}')
  assert.equal((await call(emulator, 'POST /orders/o1 {"note":""}')).body.note, null)
  assert.deepEqual((await call(emulator, 'DELETE /orders/o1')).body, { id: 'o1', gone: true })
  assert.deepEqual((await call(emulator, 'GET /orders/o1')).body, { id: 'o1', gone: true })
})

test('records that are there at first can begin as new ones do, and keep their names', async () => {
  await using one = await startOrders()
  await using other = await startOrders()
  await call(other, 'POST /orders {"prices":[3]}')
  const [first, second] = [(await call(one, 'GET /orders')).body, (await call(other, 'GET /orders')).body]
  assert.deepEqual(first[0], { id: first[0].id, note: 'none', total: 0 })
  assert.deepEqual(second.slice(0, 2), first)
})

test('a list can be part of a record', async () => {
  await using emulator = await startOrders()
  assert.deepEqual((await call(emulator, 'GET /orders/o1/lines')).body, [{ id: 'a' }, { id: 'b' }])
})

test('an idempotency key counts for the methods that take one', async () => {
  await using emulator = await startOrders()
  const key = { 'idempotency-key': 'k' }
  await call(emulator, 'POST /orders {"prices":[3]}', key)
  assert.equal((await call(emulator, 'POST /orders/o1 {"note":"y"}', key)).status, 400)
  assert.equal((await call(emulator, 'DELETE /orders/o1', key)).status, 200)
})

test('headers of an answer can repeat those of the request, and are left out without them', async () => {
  await using emulator = await startOrders()
  assert.equal((await call(emulator, 'GET /orders', { 'x-version': '7' })).headers.get('x-version'), '7')
  assert.equal((await call(emulator, 'GET /orders')).headers.get('x-version'), null)
})
