import { entity, get, nullable, post } from '@sallyport/definition'
import { Type } from 'typebox'
import { inPages, places } from '../lists.ts'
import { amount, metadata, range } from '../values.ts'

const { Object: object, Optional: optional, String: text, Integer: whole, Boolean: flag } = Type

const refund = object({
  id: text(),
  status: optional(nullable(text())),
  amount: whole(),
  currency: text(),
  charge: optional(nullable(text())),
  payment_intent: optional(nullable(text())),
  balance_transaction: optional(nullable(text())),
  reason: optional(nullable(text())),
  failure_reason: optional(text()),
  receipt_number: optional(nullable(text())),
  created: whole(),
  object: text(),
  source_transfer_reversal: optional(nullable(text())),
  transfer_reversal: optional(nullable(text())),
  metadata: optional(nullable(metadata)),
})

export const refunds = entity({
  about: 'Money given back to customers.',
  record: refund,
  key: ['id'],
  compact: ['id', 'status', 'amount', 'currency', 'charge', 'reason', 'created'],
  untrusted: [],
  relations: {
    charge: { field: 'charge', entity: 'charges', key: 'id' },
    payment_intent: { field: 'payment_intent', entity: 'payment_intents', key: 'id' },
    balance_transaction: { field: 'balance_transaction', entity: 'balance_transactions', key: 'id' },
  },
  actions: {
    list: get('/v1/refunds', {
      about: 'Lists refunds.',
      params: {
        charge: optional(text()),
        created: optional(range),
        payment_intent: optional(text()),
        ...places,
      },
      ...inPages,
    }),
    get: get('/v1/refunds/{id}', { about: 'Reads a refund.', params: { id: text() } }),
    create: post('/v1/refunds', {
      about: 'Gives back a payment, all that is left of it or an amount. Name a charge or a payment_intent.',
      params: {
        charge: optional(text()),
        payment_intent: optional(text()),
        amount: optional(amount),
        reason: optional(Type.Enum(['duplicate', 'fraudulent', 'requested_by_customer'])),
        refund_application_fee: optional(flag()),
        reverse_transfer: optional(flag()),
        metadata: optional(metadata),
      },
      effect: 'money',
      flow: { amount: ['amount'] },
      reversible: false,
    }),
    update: post('/v1/refunds/{id}', {
      about: 'Changes the metadata of a refund.',
      params: { id: text(), metadata: optional(metadata) },
      reversible: true,
    }),
    cancel: post('/v1/refunds/{id}/cancel', {
      about: 'Calls off a refund that waits for the customer to act.',
      params: { id: text() },
      effect: 'money',
      reversible: false,
    }),
  },
  search: {
    fields: {
      amount: 'number',
      balance_transaction: 'keyword',
      charge: 'keyword',
      created: 'number',
      currency: 'keyword',
      id: 'keyword',
      object: 'keyword',
      payment_intent: 'keyword',
      reason: 'keyword',
      receipt_number: 'keyword',
      source_transfer_reversal: 'keyword',
      status: 'keyword',
      transfer_reversal: 'keyword',
    },
  },
  sync: { from: 'list', order: 'desc', deleted: 'absent' },
})
