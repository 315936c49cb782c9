import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientOf, departures, practise } from './testing/practise.ts'

/** What answers of the described version have and the client's newer types do not. */
// biome-ignore lint/suspicious/noExplicitAny: see above.
type Older = any

test('an invoice goes from draft to paid', async () => {
  await using emulator = await practise()
  const stripe = clientOf(emulator)
  const customer = await stripe.customers.create({ email: 'ann@example.com' })
  const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
  await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: method.id } })
  await stripe.invoiceItems.create({
    customer: customer.id,
    amount: 700,
    currency: 'usd',
    description: 'Setup',
  })
  const draft = await stripe.invoices.create({
    customer: customer.id,
    pending_invoice_items_behavior: 'include',
  })
  await stripe.invoiceItems.create({ customer: customer.id, invoice: draft.id, amount: 300, currency: 'usd' })
  assert.deepEqual([draft.status, draft.total, draft.number], ['draft', 700, null])
  const open: Older = await stripe.invoices.finalizeInvoice(draft.id)
  assert.deepEqual([open.status, open.amount_due, open.lines.data.length], ['open', 1000, 2])
  assert.match(open.number, /^[0-9A-Z]{8}-0001$/)
  await assert.rejects(stripe.invoices.finalizeInvoice(draft.id), { type: 'StripeInvalidRequestError' })
  await assert.rejects(stripe.invoices.del(draft.id), /only delete draft invoices/)
  const paid: Older = await stripe.invoices.pay(draft.id, { expand: ['payment_intent.latest_charge'] })
  assert.deepEqual([paid.status, paid.amount_paid, paid.amount_remaining], ['paid', 1000, 0])
  assert.equal(paid.payment_intent.latest_charge.amount, 1000)
  assert.equal(paid.payment_intent.latest_charge.invoice, draft.id)
  assert.deepEqual((await stripe.invoices.listLineItems(draft.id, { limit: 1 })).has_more, true)
  await assert.rejects(stripe.invoices.voidInvoice(draft.id), { statusCode: 400 })
  const types = (await stripe.events.list({ limit: 100 })).data.map(({ type }) => type)
  for (const type of ['invoice.created', 'invoice.finalized', 'invoice.paid'])
    assert.ok(types.includes(type as Older))
  assert.deepEqual(departures(emulator), [])
})

test('an invoice is sent, given up and voided', async () => {
  await using emulator = await practise()
  const stripe = clientOf(emulator)
  const { id: customer } = await stripe.customers.create()
  const { id } = await stripe.invoices.create({
    customer,
    collection_method: 'send_invoice',
    days_until_due: 14,
  })
  const item = await stripe.invoiceItems.create({ customer, invoice: id, amount: 100, currency: 'usd' })
  await stripe.invoiceItems.update(item.id, { amount: 250 })
  assert.equal((await stripe.invoices.sendInvoice(id)).amount_due, 250)
  assert.equal((await stripe.invoices.markUncollectible(id)).status, 'uncollectible')
  assert.equal((await stripe.invoices.voidInvoice(id)).status, 'void')
  assert.deepEqual(
    (await stripe.invoices.list({ customer, status: 'void' })).data.map((one) => one.id),
    [id],
  )
})

test('a subscription is paid for, changed, listed and ended', async () => {
  await using emulator = await practise()
  const stripe = clientOf(emulator)
  const product = await stripe.products.create({ name: 'Seats' })
  const price = await stripe.prices.create({
    product: product.id,
    currency: 'usd',
    unit_amount: 900,
    recurring: { interval: 'month' },
  })
  const customer = await stripe.customers.create()
  const wanted = { customer: customer.id, items: [{ price: price.id, quantity: 2 }] }
  await assert.rejects(stripe.subscriptions.create(wanted), /no attached payment source/)
  const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
  const made: Older = await stripe.subscriptions.create({
    ...wanted,
    default_payment_method: method.id,
    expand: ['latest_invoice'],
  })
  assert.deepEqual(
    [made.status, made.latest_invoice.status, made.latest_invoice.amount_paid],
    ['active', 'paid', 1800],
  )
  const [item] = made.items.data
  const changed = await stripe.subscriptions.update(made.id, {
    items: [{ id: item.id, quantity: 5 }],
    cancel_at_period_end: true,
  })
  assert.deepEqual([changed.items.data[0]?.quantity, changed.cancel_at_period_end], [5, true])
  assert.equal((await stripe.subscriptions.list({ customer: customer.id })).data.length, 1)
  assert.equal((await stripe.subscriptions.cancel(made.id)).status, 'canceled')
  assert.equal((await stripe.subscriptions.list({ customer: customer.id })).data.length, 0)
  assert.equal((await stripe.subscriptions.list({ customer: customer.id, status: 'all' })).data.length, 1)
})
