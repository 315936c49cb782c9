import assert from 'node:assert/strict'
import { test } from 'node:test'
import Stripe from 'stripe'
import { clientOf, practise } from './testing/practise.ts'

test('a payment is made, and given back in two parts and no further', async () => {
  await using emulator = await practise()
  const stripe = clientOf(emulator)
  const intent = await stripe.paymentIntents.create({
    amount: 1234,
    currency: 'USD',
    payment_method: 'pm_card_visa',
    confirm: true,
  })
  assert.deepEqual([intent.status, intent.currency, intent.amount_received], ['succeeded', 'usd', 1234])
  await stripe.refunds.create({ payment_intent: intent.id, amount: 1000 })
  await assert.rejects(stripe.refunds.create({ payment_intent: intent.id, amount: 235 }), { param: 'amount' })
  const rest = await stripe.refunds.create({ payment_intent: intent.id })
  assert.equal(rest.amount, 234)
  await assert.rejects(stripe.refunds.create({ payment_intent: intent.id }), {
    code: 'charge_already_refunded',
  })
  const charge = await stripe.charges.retrieve(String(intent.latest_charge))
  assert.deepEqual([charge.refunded, charge.amount_refunded], [true, 1234])
})

test('a payment is confirmed, captured in part, and cannot be canceled then', async () => {
  await using emulator = await practise()
  const stripe = clientOf(emulator)
  const { id, status } = await stripe.paymentIntents.create({
    amount: 500,
    currency: 'eur',
    capture_method: 'manual',
  })
  assert.equal(status, 'requires_payment_method')
  await assert.rejects(stripe.paymentIntents.capture(id), { code: 'payment_intent_unexpected_state' })
  assert.equal(
    (await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' })).amount_capturable,
    500,
  )
  await assert.rejects(stripe.paymentIntents.capture(id, { amount_to_capture: 501 }), {
    code: 'amount_too_large',
  })
  assert.equal((await stripe.paymentIntents.capture(id, { amount_to_capture: 400 })).amount_received, 400)
  await assert.rejects(stripe.paymentIntents.cancel(id), /status of succeeded/)
})

test('a declined card is a card error, and the payment waits for another', async () => {
  await using emulator = await practise()
  const stripe = clientOf(emulator)
  const { id } = await stripe.paymentIntents.create({ amount: 900, currency: 'usd' })
  const declined = stripe.paymentIntents.confirm(id, {
    payment_method: 'pm_card_chargeDeclinedInsufficientFunds',
  })
  await assert.rejects(declined, (error) => {
    assert.ok(error instanceof Stripe.errors.StripeCardError)
    assert.deepEqual(
      [error.code, error.decline_code, error.statusCode],
      ['card_declined', 'insufficient_funds', 402],
    )
    assert.equal(error.payment_intent?.id, id)
    return true
  })
  const waiting = await stripe.paymentIntents.retrieve(id)
  assert.deepEqual(
    [waiting.status, waiting.last_payment_error?.decline_code],
    ['requires_payment_method', 'insufficient_funds'],
  )
  assert.equal((await stripe.charges.retrieve(String(waiting.latest_charge))).status, 'failed')
  assert.equal(
    (await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' })).status,
    'succeeded',
  )
})
