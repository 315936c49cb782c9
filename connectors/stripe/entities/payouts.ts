import { entity, get, nullable, post } from '@sallyport/definition'
import { Type } from 'typebox'
import { inPages, places } from '../lists.ts'
import { amount, metadata, range } from '../values.ts'

const { Object: object, Optional: optional, String: text, Integer: whole, Boolean: flag } = Type

const payout = object({
  id: text(),
  status: text(),
  amount: whole(),
  currency: text(),
  arrival_date: whole(),
  automatic: flag(),
  method: text(),
  type: Type.Enum(['bank_account', 'card']),
  destination: optional(nullable(text())),
  balance_transaction: optional(nullable(text())),
  description: optional(nullable(text())),
  statement_descriptor: optional(nullable(text())),
  failure_code: optional(nullable(text())),
  failure_message: optional(nullable(text())),
  created: whole(),
  livemode: flag(),
  metadata: optional(nullable(metadata)),
})

export const payouts = entity({
  about: "Money on its way from the balance to the account's own bank.",
  record: payout,
  key: ['id'],
  compact: ['id', 'status', 'amount', 'currency', 'arrival_date', 'automatic'],
  untrusted: [],
  relations: {
    balance_transaction: { field: 'balance_transaction', entity: 'balance_transactions', key: 'id' },
  },
  actions: {
    list: get('/v1/payouts', {
      about: 'Lists payouts.',
      params: {
        arrival_date: optional(range),
        created: optional(range),
        destination: optional(text()),
        status: optional(Type.Enum(['pending', 'paid', 'failed', 'canceled'])),
        ...places,
      },
      ...inPages,
    }),
    get: get('/v1/payouts/{id}', { about: 'Reads a payout.', params: { id: text() } }),
    create: post('/v1/payouts', {
      about: "Sends money from the balance to the account's own bank account or card.",
      params: {
        amount,
        currency: text(),
        destination: optional(text()),
        description: optional(text()),
        method: optional(Type.Enum(['instant', 'standard'])),
        source_type: optional(Type.Enum(['bank_account', 'card', 'fpx'])),
        statement_descriptor: optional(text()),
        metadata: optional(metadata),
      },
      effect: 'money',
      flow: { amount: ['amount'], recipient: ['destination'], content: ['statement_descriptor'] },
    }),
    update: post('/v1/payouts/{id}', {
      about: 'Changes the metadata of a payout.',
      params: { id: text(), metadata: optional(metadata) },
      reversible: true,
    }),
    cancel: post('/v1/payouts/{id}/cancel', {
      about: 'Calls back a payout that is still pending.',
      params: { id: text() },
      effect: 'money',
      reversible: false,
    }),
  },
  search: {
    fields: {
      id: 'keyword',
      status: 'keyword',
      amount: 'number',
      currency: 'keyword',
      arrival_date: 'number',
      destination: 'keyword',
      created: 'number',
    },
  },
  sync: { from: 'list', order: 'desc', deleted: 'absent' },
})
