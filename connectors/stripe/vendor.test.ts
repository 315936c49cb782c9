import assert from 'node:assert/strict'
import { test } from 'node:test'
import Stripe from 'stripe'
import { clientOf, departures, practise } from './testing/practise.ts'

test('the client creates a customer once with one idempotency key', async () => {
  await using emulator = await practise()
  const stripe = clientOf(emulator)
  const create = () => stripe.customers.create({ email: 'ann@example.com' }, { idempotencyKey: 'once' })
  const [first, second] = [await create(), await create()]
  assert.equal(first.id, second.id)
  assert.match(first.id, /^cus_[0-9A-Za-z]{14}$/)
  assert.equal(second.lastResponse.headers['idempotent-replayed'], 'true')
  assert.equal(emulator.ledger.count({ operation: 'POST /v1/customers' }), 2)
  assert.equal((await stripe.customers.list({ email: 'ann@example.com' })).data.length, 1)
  await assert.rejects(
    stripe.customers.create({ email: 'other@example.com' }, { idempotencyKey: 'once' }),
    Stripe.errors.StripeIdempotencyError,
  )
  assert.deepEqual(departures(emulator), [])
})

test('the client pages through more than a hundred records, forwards and backwards', async () => {
  await using emulator = await practise({ records: 0 })
  const stripe = clientOf(emulator)
  const ids: string[] = []
  for (let number = 0; number < 105; number += 1) {
    ids.unshift((await stripe.customers.create({ name: `Customer ${number}` })).id)
  }
  const seen = async (params: Stripe.CustomerListParams) =>
    (await stripe.customers.list(params).autoPagingToArray({ limit: 1000 })).map(({ id }) => id)
  assert.deepEqual(await seen({ limit: 100 }), ids)
  assert.deepEqual(await seen({ limit: 7 }), ids)
  assert.deepEqual(await seen({ limit: 7, starting_after: ids[3] ?? '' }), ids.slice(4))
  assert.deepEqual(await seen({ limit: 7, ending_before: ids[20] ?? '' }), ids.slice(0, 20).toReversed())
  assert.equal(emulator.ledger.count({ operation: 'GET /v1/customers', verdict: 'refused' }), 0)
})

test('the client changes a customer, its metadata member by member, and deletes it', async () => {
  await using emulator = await practise()
  const stripe = clientOf(emulator)
  const { id } = await stripe.customers.create({
    name: 'Ann',
    phone: '1',
    metadata: { tier: 'gold', seat: '4' },
  })
  const changed = await stripe.customers.update(id, { phone: '', metadata: { tier: 'silver', seat: '' } })
  assert.deepEqual([changed.name, changed.phone, changed.metadata], ['Ann', null, { tier: 'silver' }])
  assert.deepEqual((await stripe.customers.update(id, { metadata: '' })).metadata, {})
  const deleted = await stripe.customers.del(id)
  assert.deepEqual({ ...deleted }, { id, object: 'customer', deleted: true })
  assert.deepEqual({ ...(await stripe.customers.retrieve(id)) }, { id, object: 'customer', deleted: true })
  assert.ok(!(await stripe.customers.list({ limit: 100 })).data.some((customer) => customer.id === id))
  await assert.rejects(stripe.customers.update(id, { name: 'Bea' }), {
    code: 'resource_missing',
    statusCode: 404,
  })
})

test('the client searches and pages through what it finds', async () => {
  await using emulator = await practise({ records: 0 })
  const stripe = clientOf(emulator)
  for (const [number, tier] of ['gold', 'gold', 'silver', 'gold'].entries()) {
    await stripe.customers.create({ email: `${number}@example.com`, metadata: { tier } })
  }
  const query = `email~"@example" AND metadata["tier"]:"gold"`
  const found = await stripe.customers.search({ query, limit: 2 })
  assert.deepEqual(
    found.data.map(({ email }) => email),
    ['3@example.com', '1@example.com'],
  )
  assert.equal(found.has_more, true)
  const all = await stripe.customers.search({ query, limit: 2 }).autoPagingToArray({ limit: 10 })
  assert.equal(all.length, 3)
  assert.deepEqual(
    (await stripe.customers.search({ query: `-email:"0@example.com" created>0` })).data.length,
    3,
  )
  await assert.rejects(stripe.customers.search({ query: 'shoe_size:"44"' }), {
    param: 'query',
    statusCode: 400,
  })
})

test('the client expands records within records', async () => {
  await using emulator = await practise()
  const stripe = clientOf(emulator)
  const { data } = await stripe.charges.list({
    expand: ['data.customer', 'data.payment_intent.payment_method'],
  })
  const [charge] = data
  assert.ok(charge && typeof charge.customer === 'object' && charge.customer)
  assert.equal(charge.customer.object, 'customer')
  assert.ok(typeof charge.payment_intent === 'object' && charge.payment_intent)
  assert.equal((charge.payment_intent.payment_method as Stripe.PaymentMethod).object, 'payment_method')
  const plain = await stripe.charges.retrieve(charge.id)
  assert.equal(plain.customer, charge.customer.id)
})

test('requests of a newer client version are those of the description', async () => {
  await using emulator = await practise()
  const stripe = clientOf(emulator)
  const account = await stripe.accounts.retrieveCurrent()
  assert.equal(account.object, 'account')
  assert.equal((await stripe.balance.retrieve()).available[0]?.currency, 'usd')
  const [request] = emulator.ledger.requests()
  assert.equal(account.lastResponse.apiVersion, Stripe.API_VERSION)
  assert.equal(request?.verdict, 'valid')
})
