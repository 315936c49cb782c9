import assert from 'node:assert/strict'
import { test } from 'node:test'
import { practise, send } from './testing/practise.ts'

test('lists are newest first and say whether there is more, in both directions', async () => {
  await using emulator = await practise({ records: 0 })
  for (const name of ['a', 'b', 'c', 'd']) await send(emulator, `POST /v1/products name=${name}&id=${name}`)
  const page = async (query: string) => {
    const { body } = await send(emulator, `GET /v1/products?${query}`)
    assert.deepEqual([body.object, body.url], ['list', '/v1/products'])
    return [body.data.map(({ id }: { id: string }) => id).join(''), body.has_more]
  }
  assert.deepEqual(await page('limit=3'), ['dcb', true])
  assert.deepEqual(await page('limit=4'), ['dcba', false])
  assert.deepEqual(await page('limit=2&starting_after=c'), ['ba', false])
  assert.deepEqual(await page('limit=1&starting_after=c'), ['b', true])
  assert.deepEqual(await page('limit=2&ending_before=b'), ['dc', false])
  assert.deepEqual(await page('limit=2&ending_before=a'), ['cb', true])
  assert.deepEqual(await page('limit=2&ending_before=d'), ['', false])
  assert.deepEqual(await page('limit=2&starting_after=a'), ['', false])
})

test('lists are narrowed by time, owner and state', async () => {
  let now = Date.UTC(2030, 0, 1)
  await using emulator = await practise({ records: 0, now: () => now })
  const seconds = () => now / 1000
  const { body: ann } = await send(emulator, 'POST /v1/customers email=ann@example.com')
  await send(emulator, `POST /v1/invoices customer=${ann.id}`)
  now += 60_000
  const { body: bea } = await send(emulator, 'POST /v1/customers email=bea@example.com')
  const { body: late } = await send(emulator, `POST /v1/invoices customer=${bea.id}`)
  assert.equal(late.created, seconds())
  const count = async (query: string) => (await send(emulator, `GET /v1/${query}`)).body.data.length
  assert.equal(await count(`customers?created[gte]=${seconds()}`), 1)
  assert.equal(await count(`customers?created[gt]=${seconds()}`), 0)
  assert.equal(await count(`customers?created[lt]=${seconds()}&created[gte]=${seconds() - 60}`), 1)
  assert.equal(await count(`customers?created=${ann.created}`), 1)
  assert.equal(await count('customers?email=bea@example.com'), 1)
  assert.equal(await count(`invoices?customer=${bea.id}&status=draft`), 1)
  assert.equal(await count(`invoices?customer=${bea.id}&status=paid`), 0)
})

test('what waits for an invoice is taken by the next one that asks for it', async () => {
  await using emulator = await practise({ records: 0 })
  const { body: customer } = await send(emulator, 'POST /v1/customers')
  await send(emulator, `POST /v1/invoiceitems customer=${customer.id}&amount=500&currency=eur`)
  const without = await send(emulator, `POST /v1/invoices customer=${customer.id}`)
  assert.equal(without.body.total, 0)
  const make = `POST /v1/invoices customer=${customer.id}&pending_invoice_items_behavior=include`
  const first = await send(emulator, make)
  assert.deepEqual([first.body.total, first.body.currency], [500, 'eur'])
  assert.equal((await send(emulator, make)).body.total, 0)
  assert.equal((await send(emulator, 'GET /v1/invoiceitems?pending=true')).body.data.length, 0)
})

test('an idempotency key replays what was done, a decline too, and not what was never begun', async () => {
  await using emulator = await practise({ records: 0 })
  const key = (value: string) => ({ 'idempotency-key': value })
  const decline = 'POST /v1/charges amount=100&currency=usd&source=tok_chargeDeclined'
  const first = await send(emulator, decline, key('a'))
  const again = await send(emulator, decline, key('a'))
  assert.deepEqual([first.status, again.status], [402, 402])
  assert.deepEqual(again.body, first.body)
  assert.equal(again.headers.get('idempotent-replayed'), 'true')
  assert.equal(again.headers.get('idempotency-key'), 'a')
  assert.notEqual(again.headers.get('request-id'), first.headers.get('request-id'))
  assert.equal((await send(emulator, 'GET /v1/charges')).body.data.length, 1)
  assert.equal((await send(emulator, 'POST /v1/customers shoe=44', key('b'))).status, 400)
  assert.equal((await send(emulator, 'POST /v1/customers name=Ann', key('b'))).status, 200)
  const other = await send(emulator, 'POST /v1/customers name=Bea', key('b'))
  assert.deepEqual([other.status, other.body.error.type], [400, 'idempotency_error'])
})

test('an idempotency key is forgotten after a day', async () => {
  let now = Date.UTC(2030, 0, 1)
  await using emulator = await practise({ records: 0, now: () => now })
  const make = () => send(emulator, 'POST /v1/customers name=Ann', { 'idempotency-key': 'a' })
  const first = await make()
  now += 86_399_000
  assert.equal((await make()).body.id, first.body.id)
  now += 1_000
  assert.notEqual((await make()).body.id, first.body.id)
})

test('the account of charges, refunds and payouts adds up', async () => {
  await using emulator = await practise({ records: 0 })
  const { body: charge } = await send(emulator, 'POST /v1/charges amount=10000&currency=usd&source=tok_visa')
  await send(emulator, `POST /v1/refunds charge=${charge.id}&amount=4000`)
  await send(emulator, 'POST /v1/payouts amount=5000&currency=usd')
  const { body } = await send(emulator, 'GET /v1/balance_transactions')
  assert.deepEqual(
    body.data.map(({ type, net }: { type: string; net: number }) => [type, net]),
    [
      ['payout', -5000],
      ['refund', -4000],
      ['charge', 10_000 - 320],
    ],
  )
  assert.equal(
    (await send(emulator, 'POST /v1/payouts amount=5000&currency=usd')).body.error.code,
    'balance_insufficient',
  )
})
