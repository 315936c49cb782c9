import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Definition, Effect } from '@sallyport/definition'
import { stripe } from './definition.ts'

const definition: Definition = stripe

const operations = Object.entries(definition.entities).flatMap(([entity, { actions }]) =>
  Object.entries(actions).map(([action, operation]) => ({ name: `${entity}.${action}`, operation })),
)

/** What a policy has to know before it lets an agent near an account with money on it. */
const EFFECTS: Readonly<Partial<Record<Effect, readonly string[]>>> = {
  money: [
    'charges.capture',
    'disputes.close',
    'invoices.finalize',
    'invoices.pay',
    'payment_intents.capture',
    'payment_intents.confirm',
    'payment_intents.create',
    'payment_intents.update',
    'payouts.cancel',
    'payouts.create',
    'refunds.cancel',
    'refunds.create',
    'subscriptions.create',
    'subscriptions.resume',
    'subscriptions.update',
  ],
  external_message: ['charges.update', 'disputes.update', 'invoices.send'],
  destructive: [
    'checkout_sessions.expire',
    'coupons.delete',
    'customers.delete',
    'invoice_items.delete',
    'invoices.delete',
    'invoices.void',
    'payment_intents.cancel',
    'payment_methods.detach',
    'products.delete',
    'setup_intents.cancel',
    'subscriptions.cancel',
  ],
}

for (const [effect, expected] of Object.entries(EFFECTS)) {
  test(`the effect ${effect} is that of ${expected.length} operations`, () => {
    const found = operations.filter(({ operation }) => operation.effect === effect)
    assert.deepEqual(found.map(({ name }) => name).sort(), expected)
  })
}

test('every amount of money that is sent is known to policies', () => {
  for (const { name, operation } of operations) {
    if (operation.effect === 'read') continue
    const amounts = Object.keys(operation.params.properties).filter((param) =>
      /amount(?!_payment)/.test(param),
    )
    assert.deepEqual(
      amounts.filter((param) => !operation.flow?.amount?.includes(param)),
      [],
      name,
    )
  }
})

test('every address that is mailed to is known to policies', () => {
  for (const { name, operation } of operations) {
    const { receipt_email: receipt } = operation.params.properties
    if (receipt !== undefined) assert.ok(operation.flow?.recipient?.includes('receipt_email'), name)
  }
})
