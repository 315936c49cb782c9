import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emulate } from '@sallyport/emulator'
import type { CallRequest } from '@sallyport/runtime'
import { openStage, type Stage } from '../testing/stage.ts'
import { stripe } from './definition.ts'
import { stripeVendor } from './vendor.ts'

const open = () => openStage({ definition: stripe, play: (options) => emulate(stripeVendor, options) })

// biome-ignore lint/suspicious/noExplicitAny: a test reads records by path.
type Read = any

async function call(stage: Stage, name: string, params: CallRequest['params'] = {}): Promise<Read> {
  const [entity = '', action = ''] = name.split('.')
  return (await stage.call({ entity, action, params })).data
}

/** The form that was sent last, as text that a person can read. */
function form(stage: Stage): string {
  return decodeURIComponent(String(stage.sent.at(-1)?.body))
}

const FORMS: readonly (readonly [name: string, params: Readonly<Record<string, unknown>>, form: string])[] = [
  [
    'customers.create',
    {
      email: 'ada@example.com',
      address: { city: 'London', line2: '' },
      metadata: { plan: 'pro', seats: '3' },
    },
    'email=ada@example.com&address[city]=London&address[line2]=&metadata[plan]=pro&metadata[seats]=3',
  ],
  [
    'checkout_sessions.create',
    {
      mode: 'payment',
      success_url: 'https://example.com/',
      line_items: [
        { price_data: { currency: 'usd', unit_amount: 500, product_data: { name: 'Pen' } }, quantity: 2 },
        { price_data: { currency: 'usd', unit_amount: 70, product_data: { name: 'Ink' } }, quantity: 1 },
      ],
    },
    'mode=payment&success_url=https://example.com/' +
      '&line_items[0][price_data][currency]=usd&line_items[0][price_data][unit_amount]=500' +
      '&line_items[0][price_data][product_data][name]=Pen&line_items[0][quantity]=2' +
      '&line_items[1][price_data][currency]=usd&line_items[1][price_data][unit_amount]=70' +
      '&line_items[1][price_data][product_data][name]=Ink&line_items[1][quantity]=1',
  ],
  ['products.create', { name: 'Pen', active: false, images: [] }, 'name=Pen&active=false'],
]

for (const [name, params, expected] of FORMS) {
  test(`${name} writes what is nested with brackets and positions`, async () => {
    await using stage = await open()
    await call(stage, name, params)
    assert.equal(form(stage), expected)
    assert.equal(stage.ledger.only({ method: 'POST' }).verdict, 'valid')
  })
}

test('filters of lists are written with brackets, and understood', async () => {
  await using stage = await open()
  await call(stage, 'products.list', { ids: ['a', 'b'], created: { gte: 5, lt: 9 }, active: true })
  const { searchParams } = new URL(String(stage.sent.at(-1)?.url))
  assert.deepEqual(
    [...searchParams],
    [
      ['ids[0]', 'a'],
      ['ids[1]', 'b'],
      ['created[gte]', '5'],
      ['created[lt]', '9'],
      ['active', 'true'],
    ],
  )
  const query = { ids: ['a', 'b'], created: { gte: 5, lt: 9 }, active: true }
  assert.deepEqual(stage.ledger.only({ verdict: 'valid' }).query, query)
})

test('a payment is held, taken in part and given back, and the balance tells all of it', async () => {
  await using stage = await open()
  const card = { payment_method: 'pm_card_visa', confirm: true, capture_method: 'manual' }
  const held = await call(stage, 'payment_intents.create', { amount: 1000, currency: 'usd', ...card })
  assert.deepEqual([held.status, held.amount_capturable], ['requires_capture', 1000])
  const taken = await call(stage, 'payment_intents.capture', { id: held.id, amount_to_capture: 700 })
  assert.deepEqual([taken.status, taken.amount_received], ['succeeded', 700])
  const refund = await call(stage, 'refunds.create', { payment_intent: held.id, amount: 200 })
  assert.equal(refund.amount, 200)
  const charge = await call(stage, 'charges.get', { id: taken.latest_charge })
  // What was held and not taken counts as given back.
  assert.deepEqual([charge.amount_refunded, charge.refunded], [500, false])
  const move = await call(stage, 'balance_transactions.get', { id: refund.balance_transaction })
  assert.deepEqual([move.amount, move.type], [-200, 'refund'])
})

test('an invoice goes from draft to paid', async () => {
  await using stage = await open()
  const { id: customer } = await call(stage, 'customers.create')
  const { id } = await call(stage, 'invoices.create', { customer })
  await call(stage, 'invoice_items.create', { customer, invoice: id, amount: 700, currency: 'usd' })
  assert.equal((await call(stage, 'invoices.finalize', { id })).amount_due, 700)
  const paid = await call(stage, 'invoices.pay', { id, paid_out_of_band: true })
  assert.deepEqual([paid.status, paid.amount_remaining], ['paid', 0])
})

test('a subscription ends later by an update and at once by a cancel', async () => {
  await using stage = await open()
  const { id: customer } = await call(stage, 'customers.create')
  const { id: product } = await call(stage, 'products.create', { name: 'Seats' })
  const recurring = { interval: 'month' }
  const { id: price } = await call(stage, 'prices.create', {
    product,
    currency: 'usd',
    unit_amount: 900,
    recurring,
  })
  const items = [{ price, quantity: 2 }]
  const { id } = await call(stage, 'subscriptions.create', { customer, items, trial_period_days: 7 })
  assert.equal(
    (await call(stage, 'subscriptions.update', { id, cancel_at_period_end: true })).status,
    'trialing',
  )
  assert.equal((await call(stage, 'subscriptions.cancel', { id, prorate: false })).status, 'canceled')
  const { body } = stage.ledger.only({ method: 'DELETE', verdict: 'valid' })
  assert.deepEqual(body, { prorate: false })
})

test('every POST has a key of its own, and says which version of Stripe it means', async () => {
  await using stage = await open()
  const { id } = await call(stage, 'customers.create')
  await call(stage, 'customers.update', { id, name: 'Ada' })
  await call(stage, 'customers.update', { id, name: 'Ada' })
  const requests = stage.ledger.requests({ method: 'POST' })
  const keys = requests.map(({ headers }) => headers['idempotency-key'] ?? '')
  for (const key of keys) assert.match(key, /^[\w-]{16,255}$/)
  assert.equal(new Set(keys).size, 3)
  assert.deepEqual([...new Set(requests.map(({ headers }) => headers['stripe-version']))], ['2022-11-15'])
})

test('a DELETE has no key, for Stripe takes none', async () => {
  await using stage = await open()
  const { id } = await call(stage, 'customers.create')
  assert.equal((await call(stage, 'customers.delete', { id })).deleted, true)
  assert.equal(stage.ledger.only({ method: 'DELETE' }).headers['idempotency-key'], undefined)
  assert.equal((await call(stage, 'customers.get', { id })).deleted, true)
})

const OLDER: readonly (readonly [name: string, ours: string])[] = [
  ['invoice_finalizations.create', 'POST /v1/invoices/{invoice}/finalize'],
  ['invoice_sends.create', 'POST /v1/invoices/{invoice}/send'],
  ['payment_intent_confirmations.create', 'POST /v1/payment_intents/{intent}/confirm'],
  ['payment_intent_cancellations.create', 'POST /v1/payment_intents/{intent}/cancel'],
  ['payment_method_attachments.create', 'POST /v1/payment_methods/{payment_method}/attach'],
  ['subscriptions.delete', 'DELETE /v1/subscriptions/{subscription_exposed_id}'],
]

for (const [name, operation] of OLDER) {
  test(`${name} of older clients is ${operation}`, async () => {
    await using stage = await open()
    const params = { id: 'none', ...(name.startsWith('payment_method') && { customer: 'none' }) }
    await assert.rejects(call(stage, name, params), { code: 'upstream_not_found' })
    assert.equal(stage.ledger.count({ operation }), 1)
  })
}
