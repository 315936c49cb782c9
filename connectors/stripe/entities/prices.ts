import { entity, get, nullable, post } from '@sallyport/definition'
import { Type } from 'typebox'
import { inPages, inResults, places, searched } from '../lists.ts'
import { amount, decimal, interval, metadata, range, taxBehavior } from '../values.ts'

const { Object: object, Optional: optional, String: text, Integer: whole, Boolean: flag, Array: list } = Type

const kinds = Type.Enum(['one_time', 'recurring'])
const scheme = Type.Enum(['per_unit', 'tiered'])
const metering = Type.Enum(['licensed', 'metered'])

const price = object({
  id: text(),
  product: text(),
  active: flag(),
  type: kinds,
  currency: text(),
  unit_amount: optional(nullable(whole())),
  unit_amount_decimal: optional(nullable(text())),
  billing_scheme: scheme,
  recurring: optional(nullable(object({ interval, interval_count: whole(), usage_type: metering }))),
  lookup_key: optional(nullable(text())),
  nickname: optional(nullable(text())),
  tax_behavior: optional(nullable(taxBehavior)),
  created: whole(),
  livemode: flag(),
  metadata,
})

const given = {
  active: optional(flag()),
  nickname: optional(text()),
  lookup_key: optional(text()),
  transfer_lookup_key: optional(flag({ description: 'Takes the key from the price that has it.' })),
  tax_behavior: optional(taxBehavior),
  metadata: optional(metadata),
}

const tier = object({
  up_to: Type.Union([whole(), Type.Literal('inf')]),
  unit_amount: optional(amount),
  flat_amount: optional(amount),
})

export const prices = entity({
  about: 'What a product costs, once or per period.',
  record: price,
  key: ['id'],
  compact: ['id', 'product', 'nickname', 'type', 'unit_amount', 'currency', 'active'],
  untrusted: [],
  relations: { product: { field: 'product', entity: 'products', key: 'id' } },
  actions: {
    list: get('/v1/prices', {
      about: 'Lists prices.',
      params: {
        active: optional(flag()),
        created: optional(range),
        currency: optional(text()),
        lookup_keys: optional(list(text())),
        product: optional(text()),
        recurring: optional(object({ interval: optional(interval), usage_type: optional(metering) })),
        type: optional(kinds),
        ...places,
      },
      ...inPages,
    }),
    get: get('/v1/prices/{id}', { about: 'Reads a price.', params: { id: text() } }),
    create: post('/v1/prices', {
      about: 'Creates a price. What it costs cannot be changed later, and it is never deleted.',
      params: {
        currency: text(),
        product: text(),
        unit_amount: optional(amount),
        unit_amount_decimal: optional(decimal),
        recurring: optional(
          object({ interval, interval_count: optional(whole()), usage_type: optional(metering) }),
        ),
        billing_scheme: optional(scheme),
        tiers: optional(list(tier)),
        tiers_mode: optional(Type.Enum(['graduated', 'volume'])),
        ...given,
      },
      flow: { amount: ['unit_amount', 'unit_amount_decimal', 'tiers'] },
    }),
    update: post('/v1/prices/{id}', {
      about: 'Changes what is noted on a price, or makes it inactive.',
      params: { id: text(), ...given },
      reversible: true,
    }),
    api_search: get('/v1/prices/search', {
      about: 'Searches prices by product, active, currency, lookup_key or metadata.',
      params: searched,
      ...inResults,
    }),
  },
  search: {
    fields: {
      id: 'keyword',
      product: 'keyword',
      nickname: 'text',
      lookup_key: 'keyword',
      active: 'boolean',
      currency: 'keyword',
      type: 'keyword',
      unit_amount: 'number',
      created: 'number',
    },
  },
  sync: { from: 'list', order: 'desc', deleted: 'absent' },
})
