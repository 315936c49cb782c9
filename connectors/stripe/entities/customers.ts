import { del, entity, get, nullable, post } from '@sallyport/definition'
import { Type } from 'typebox'
import { inPages, inResults, places, searched } from '../lists.ts'
import { address, givenAddress, metadata, range, shipping } from '../values.ts'

const { Object: object, Optional: optional, String: text, Integer: whole, Boolean: flag } = Type

const customer = object({
  id: text(),
  created: whole(),
  email: optional(nullable(text())),
  name: optional(nullable(text())),
  description: optional(nullable(text())),
  phone: optional(nullable(text())),
  address: optional(nullable(address)),
  balance: optional(whole()),
  currency: optional(nullable(text())),
  delinquent: optional(nullable(flag())),
  invoice_prefix: optional(nullable(text())),
  livemode: flag(),
  default_source: optional(nullable(text())),
  next_invoice_sequence: optional(whole()),
  object: text(),
  shipping: optional(nullable(shipping)),
  tax_exempt: optional(nullable(text())),
  test_clock: optional(nullable(text())),
  metadata: optional(metadata),
})

const given = {
  email: optional(text()),
  name: optional(text()),
  description: optional(text()),
  phone: optional(text()),
  address: optional(givenAddress),
  invoice_settings: optional(object({ default_payment_method: optional(text()) })),
  metadata: optional(metadata),
}

export const customers = entity({
  about: 'People and companies who pay.',
  record: customer,
  key: ['id'],
  compact: ['id', 'name', 'email', 'created'],
  // A checkout lets those who pay write these themselves.
  untrusted: ['name', 'email', 'phone', 'address', 'shipping'],
  actions: {
    list: get('/v1/customers', {
      about: 'Lists customers.',
      params: { email: optional(text()), created: optional(range), ...places },
      ...inPages,
    }),
    get: get('/v1/customers/{id}', { about: 'Reads a customer.', params: { id: text() } }),
    create: post('/v1/customers', {
      about: 'Creates a customer.',
      params: { ...given, payment_method: optional(text()) },
      reversible: true,
    }),
    update: post('/v1/customers/{id}', {
      about: 'Changes a customer. An empty text takes a value away.',
      params: { id: text(), ...given },
      reversible: true,
    }),
    delete: del('/v1/customers/{id}', {
      about: 'Deletes a customer for good, and cancels their subscriptions.',
      params: { id: text() },
      idempotency: 'natural',
      reversible: false,
    }),
    api_search: get('/v1/customers/search', {
      about: 'Searches customers by email, name, phone, created or metadata.',
      params: searched,
      ...inResults,
    }),
  },
  search: {
    fields: {
      balance: 'number',
      created: 'number',
      currency: 'keyword',
      default_source: 'keyword',
      delinquent: 'boolean',
      description: 'text',
      email: 'keyword',
      id: 'keyword',
      invoice_prefix: 'keyword',
      livemode: 'boolean',
      name: 'text',
      next_invoice_sequence: 'number',
      object: 'keyword',
      phone: 'keyword',
      tax_exempt: 'keyword',
      test_clock: 'keyword',
    },
    semantic: ['description'],
  },
  sync: { from: 'list', order: 'desc', deleted: 'absent' },
})
