import { entity, get, nullable, post } from '@sallyport/definition'
import { Type } from 'typebox'
import { inPages, places } from '../lists.ts'
import { billingDetails, givenAddress, metadata } from '../values.ts'

const { Object: object, Optional: optional, String: text, Integer: whole, Boolean: flag } = Type

const card = object({ brand: text(), last4: text(), exp_month: whole(), exp_year: whole(), funding: text() })

const paymentMethod = object({
  id: text(),
  type: text(),
  customer: optional(nullable(text())),
  billing_details: billingDetails,
  card: optional(card),
  created: whole(),
  livemode: flag(),
  metadata: optional(nullable(metadata)),
})

const payer = object({
  address: optional(givenAddress),
  email: optional(text()),
  name: optional(text()),
  phone: optional(text()),
})

export const paymentMethods = entity({
  about: 'Cards and bank accounts that customers pay with. They are made in the browser, and never here.',
  record: paymentMethod,
  key: ['id'],
  compact: ['id', 'type', 'customer', 'card.brand', 'card.last4'],
  untrusted: ['billing_details'],
  relations: { customer: { field: 'customer', entity: 'customers', key: 'id' } },
  actions: {
    list: get('/v1/payment_methods', {
      about: 'Lists the payment methods of a customer.',
      params: {
        customer: optional(text()),
        type: optional(Type.Enum(['card', 'us_bank_account', 'sepa_debit', 'link', 'paynow', 'klarna'])),
        ...places,
      },
      ...inPages,
    }),
    get: get('/v1/payment_methods/{id}', { about: 'Reads a payment method.', params: { id: text() } }),
    update: post('/v1/payment_methods/{id}', {
      about: 'Changes the billing details or metadata of a payment method.',
      params: {
        id: text(),
        billing_details: optional(payer),
        card: optional(object({ exp_month: optional(whole()), exp_year: optional(whole()) })),
        metadata: optional(metadata),
      },
      reversible: true,
    }),
    attach: post('/v1/payment_methods/{id}/attach', {
      about: 'Gives a payment method to a customer, to be charged later.',
      params: { id: text(), customer: text() },
    }),
    detach: post('/v1/payment_methods/{id}/detach', {
      about: 'Takes a payment method from its customer. It cannot be used again.',
      params: { id: text() },
      effect: 'destructive',
      reversible: false,
    }),
  },
})
