import { del, entity, get, nullable, post } from '@sallyport/definition'
import { Type } from 'typebox'
import { inPages, places } from '../lists.ts'
import { amount, metadata, range } from '../values.ts'

const {
  Object: object,
  Optional: optional,
  String: text,
  Integer: whole,
  Number: number,
  Boolean: flag,
} = Type

const duration = Type.Enum(['forever', 'once', 'repeating'])

const coupon = object({
  id: text(),
  name: optional(nullable(text())),
  valid: flag(),
  duration,
  duration_in_months: optional(nullable(whole())),
  percent_off: optional(nullable(number())),
  amount_off: optional(nullable(whole())),
  currency: optional(nullable(text())),
  max_redemptions: optional(nullable(whole())),
  times_redeemed: whole(),
  redeem_by: optional(nullable(whole())),
  created: whole(),
  livemode: flag(),
  metadata: optional(nullable(metadata)),
})

export const coupons = entity({
  about: 'Discounts on subscriptions and invoices.',
  record: coupon,
  key: ['id'],
  compact: ['id', 'name', 'valid', 'percent_off', 'amount_off', 'currency', 'duration'],
  untrusted: [],
  actions: {
    list: get('/v1/coupons', {
      about: 'Lists coupons.',
      params: { created: optional(range), ...places },
      ...inPages,
    }),
    get: get('/v1/coupons/{id}', { about: 'Reads a coupon.', params: { id: text() } }),
    create: post('/v1/coupons', {
      about: 'Creates a coupon: percent_off, or amount_off and currency.',
      params: {
        id: optional(text({ description: 'The code that customers give.' })),
        name: optional(text()),
        duration: optional(duration),
        duration_in_months: optional(whole()),
        percent_off: optional(number()),
        amount_off: optional(amount),
        currency: optional(text()),
        max_redemptions: optional(whole()),
        redeem_by: optional(whole({ description: 'Unix time, in seconds.' })),
        metadata: optional(metadata),
      },
      flow: { amount: ['amount_off'], content: ['name'] },
      reversible: true,
    }),
    update: post('/v1/coupons/{id}', {
      about: 'Changes the name or metadata of a coupon.',
      params: { id: text(), name: optional(text()), metadata: optional(metadata) },
      flow: { content: ['name'] },
      reversible: true,
    }),
    delete: del('/v1/coupons/{id}', {
      about: 'Deletes a coupon; those who have it keep their discount.',
      params: { id: text() },
      idempotency: 'natural',
      reversible: false,
    }),
  },
  search: { fields: { id: 'keyword', name: 'text', valid: 'boolean', created: 'number' } },
  sync: { from: 'list', order: 'desc', deleted: 'absent' },
})
