import { nullable } from '@sallyport/definition'
import { Type } from 'typebox'

const { Object: object, Optional: optional, String: text, Integer: whole } = Type

/** Money. */
export const amount = whole({
  description: 'In the smallest unit of the currency: 1099 is $10.99, and ¥1099.',
})

/** A price may be below the smallest unit. */
export const decimal = text({ description: 'Like unit_amount, with up to 12 decimal places.' })

/** Unix times, in seconds. */
export const range = object({
  gt: optional(whole()),
  gte: optional(whole()),
  lt: optional(whole()),
  lte: optional(whole()),
})

/** Of the account's own; an empty text takes an entry away. */
export const metadata = Type.Record(text(), text())

export const address = object({
  city: optional(nullable(text())),
  country: optional(nullable(text())),
  line1: optional(nullable(text())),
  line2: optional(nullable(text())),
  postal_code: optional(nullable(text())),
  state: optional(nullable(text())),
})

/** An address as it is given: an empty text takes a part away. */
export const givenAddress = object({
  city: optional(text()),
  country: optional(text()),
  line1: optional(text()),
  line2: optional(text()),
  postal_code: optional(text()),
  state: optional(text()),
})

/** Whom a payment method belongs to, as the payer has written it. */
export const billingDetails = object({
  address: optional(nullable(address)),
  email: optional(nullable(text())),
  name: optional(nullable(text())),
  phone: optional(nullable(text())),
})

/** Where goods go, as the payer has written it. */
export const shipping = object({
  address: optional(address),
  name: optional(nullable(text())),
  phone: optional(nullable(text())),
})

export const collection = Type.Enum(['charge_automatically', 'send_invoice'])
export const taxBehavior = Type.Enum(['exclusive', 'inclusive', 'unspecified'])

/** What was paid too much or too little for a part of a period. */
export const proration = Type.Enum(['always_invoice', 'create_prorations', 'none'])

export const interval = Type.Enum(['day', 'week', 'month', 'year'])
