import { del, entity, get, nullable, post } from '@sallyport/definition'
import { Type } from 'typebox'
import { inPages, places } from '../lists.ts'
import { amount, metadata, range } from '../values.ts'

const { Object: object, Optional: optional, String: text, Integer: whole, Boolean: flag } = Type

const invoiceItem = object({
  id: text(),
  customer: text(),
  invoice: optional(nullable(text())),
  subscription: optional(nullable(text())),
  amount: whole(),
  currency: text(),
  quantity: whole(),
  unit_amount: optional(nullable(whole())),
  description: optional(nullable(text())),
  date: whole(),
  discountable: flag(),
  proration: flag(),
  livemode: flag(),
  metadata: optional(nullable(metadata)),
})

const given = {
  amount: optional(amount),
  description: optional(text()),
  discountable: optional(flag()),
  price: optional(text()),
  quantity: optional(whole()),
  metadata: optional(metadata),
}

export const invoiceItems = entity({
  about: 'Lines for invoices. One without an invoice waits for the next of its customer.',
  record: invoiceItem,
  key: ['id'],
  compact: ['id', 'customer', 'invoice', 'description', 'amount', 'currency'],
  untrusted: [],
  relations: {
    customer: { field: 'customer', entity: 'customers', key: 'id' },
    invoice: { field: 'invoice', entity: 'invoices', key: 'id' },
    subscription: { field: 'subscription', entity: 'subscriptions', key: 'id' },
  },
  actions: {
    list: get('/v1/invoiceitems', {
      about: 'Lists invoice items.',
      params: {
        created: optional(range),
        customer: optional(text()),
        invoice: optional(text()),
        pending: optional(flag({ description: 'Those that are on no invoice yet, or those that are.' })),
        ...places,
      },
      ...inPages,
    }),
    get: get('/v1/invoiceitems/{id}', { about: 'Reads an invoice item.', params: { id: text() } }),
    create: post('/v1/invoiceitems', {
      about:
        'Adds a line to a draft, or to the next invoice: a price and quantity, or an amount and currency.',
      params: {
        customer: text(),
        invoice: optional(text()),
        subscription: optional(text()),
        currency: optional(text()),
        ...given,
      },
      flow: { amount: ['amount'], content: ['description'] },
      reversible: true,
    }),
    update: post('/v1/invoiceitems/{id}', {
      about: 'Changes a line that is not yet on a finalized invoice.',
      params: { id: text(), ...given },
      flow: { amount: ['amount'], content: ['description'] },
      reversible: true,
    }),
    delete: del('/v1/invoiceitems/{id}', {
      about: 'Takes a line off a draft.',
      params: { id: text() },
      idempotency: 'natural',
    }),
  },
  search: {
    fields: {
      id: 'keyword',
      customer: 'keyword',
      invoice: 'keyword',
      description: 'text',
      amount: 'number',
      currency: 'keyword',
      date: 'number',
    },
  },
  sync: { from: 'list', order: 'desc', deleted: 'absent' },
})
