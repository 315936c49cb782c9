import { entity, get, nullable } from '@sallyport/definition'
import { Type } from 'typebox'

const { Object: object, Optional: optional, String: text, Boolean: flag } = Type

const maybeText = optional(nullable(text()))

export const account = entity({
  about: 'The Stripe account to which the key belongs.',
  record: object({
    id: text(),
    object: text(),
    business_type: maybeText,
    business_profile: optional(nullable(object({ name: maybeText, url: maybeText }))),
    country: optional(text()),
    default_currency: optional(text()),
    email: maybeText,
    type: optional(text()),
    charges_enabled: optional(flag()),
    payouts_enabled: optional(flag()),
    details_submitted: optional(flag()),
  }),
  key: ['id'],
  compact: ['id', 'business_profile.name', 'country', 'default_currency'],
  untrusted: [],
  actions: {
    get: get('/v1/account', { about: 'Reads the account: its name, country and currency.' }),
  },
})
