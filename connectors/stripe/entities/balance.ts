import { entity, get, nullable } from '@sallyport/definition'
import { Type } from 'typebox'
import { inPages, places } from '../lists.ts'
import { range } from '../values.ts'

const { Object: object, Optional: optional, String: text, Integer: whole, Boolean: flag, Array: list } = Type

const money = object({ amount: whole(), currency: text() })

const transaction = object({
  id: text(),
  type: text(),
  status: text(),
  amount: whole(),
  fee: whole(),
  net: whole(),
  currency: text(),
  exchange_rate: optional(nullable(Type.Number())),
  source: optional(nullable(text())),
  reporting_category: text(),
  description: optional(nullable(text())),
  available_on: whole(),
  created: whole(),
})

export const balance = entity({
  about: 'Money that the account holds at Stripe.',
  record: object({ object: text(), available: list(money), pending: list(money), livemode: flag() }),
  key: ['object'],
  compact: ['available', 'pending'],
  untrusted: [],
  actions: {
    get: get('/v1/balance', {
      about: 'Reads what is available and what is on its way, by currency, in its smallest unit.',
      check: true,
    }),
  },
})

export const balanceTransactions = entity({
  about: 'Everything that came into the balance or left it, with fees.',
  record: transaction,
  key: ['id'],
  compact: ['id', 'type', 'amount', 'fee', 'net', 'currency', 'source', 'created'],
  untrusted: [],
  relations: {
    charge: { field: 'source', entity: 'charges', key: 'id' },
    refund: { field: 'source', entity: 'refunds', key: 'id' },
    payout: { field: 'source', entity: 'payouts', key: 'id' },
    dispute: { field: 'source', entity: 'disputes', key: 'id' },
  },
  actions: {
    list: get('/v1/balance_transactions', {
      about: 'Lists balance transactions.',
      params: {
        created: optional(range),
        currency: optional(text()),
        payout: optional(text({ description: 'Those that this payout paid out.' })),
        source: optional(text({ description: 'Id of a charge, refund, payout or dispute.' })),
        type: optional(text()),
        ...places,
      },
      ...inPages,
    }),
    get: get('/v1/balance_transactions/{id}', {
      about: 'Reads a balance transaction.',
      params: { id: text() },
    }),
  },
  search: {
    fields: {
      id: 'keyword',
      type: 'keyword',
      status: 'keyword',
      source: 'keyword',
      currency: 'keyword',
      amount: 'number',
      fee: 'number',
      net: 'number',
      created: 'number',
    },
  },
  sync: { from: 'list', cursor: 'created', order: 'desc' },
})
