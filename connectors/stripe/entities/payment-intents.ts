import { entity, get, nullable, post } from '@sallyport/definition'
import { Type } from 'typebox'
import { inPages, inResults, places, searched } from '../lists.ts'
import { amount, metadata, range, shipping } from '../values.ts'

const { Object: object, Optional: optional, String: text, Integer: whole, Boolean: flag, Array: list } = Type

const STATUS = ['canceled', 'processing', 'requires_action', 'requires_capture'] as const
const WAITING = ['requires_confirmation', 'requires_payment_method', 'succeeded'] as const

const paymentIntent = object({
  id: text(),
  status: Type.Enum([...STATUS, ...WAITING]),
  amount: whole(),
  amount_capturable: optional(whole()),
  amount_received: optional(whole()),
  currency: text(),
  customer: optional(nullable(text())),
  invoice: optional(nullable(text())),
  latest_charge: optional(nullable(text())),
  payment_method: optional(nullable(text())),
  payment_method_types: list(text()),
  capture_method: Type.Enum(['automatic', 'automatic_async', 'manual']),
  description: optional(nullable(text())),
  receipt_email: optional(nullable(text())),
  cancellation_reason: optional(nullable(text())),
  canceled_at: optional(nullable(whole())),
  created: whole(),
  livemode: flag(),
  shipping: optional(nullable(shipping)),
  metadata: optional(metadata),
})

const receipt = optional(text({ description: 'Stripe mails the receipt there.' }))

const given = {
  customer: optional(text()),
  description: optional(text()),
  payment_method: optional(text()),
  receipt_email: receipt,
  statement_descriptor: optional(text()),
  statement_descriptor_suffix: optional(text()),
  metadata: optional(metadata),
}

const flow = {
  amount: ['amount'],
  recipient: ['receipt_email'],
  content: ['description', 'statement_descriptor', 'statement_descriptor_suffix'],
} as const

export const paymentIntents = entity({
  about: 'Payments, from the wish to the money.',
  record: paymentIntent,
  key: ['id'],
  compact: ['id', 'status', 'amount', 'currency', 'customer', 'description', 'created'],
  untrusted: ['receipt_email', 'shipping'],
  relations: {
    customer: { field: 'customer', entity: 'customers', key: 'id' },
    invoice: { field: 'invoice', entity: 'invoices', key: 'id' },
    charge: { field: 'latest_charge', entity: 'charges', key: 'id' },
    payment_method: { field: 'payment_method', entity: 'payment_methods', key: 'id' },
  },
  actions: {
    list: get('/v1/payment_intents', {
      about: 'Lists payments.',
      params: {
        created: optional(range),
        customer: optional(text()),
        customer_account: optional(text()),
        ...places,
      },
      ...inPages,
    }),
    get: get('/v1/payment_intents/{id}', { about: 'Reads a payment.', params: { id: text() } }),
    create: post('/v1/payment_intents', {
      about: 'Begins a payment; with confirm it is charged at once.',
      params: {
        amount,
        currency: text(),
        ...given,
        confirm: optional(flag()),
        automatic_payment_methods: optional(object({ enabled: flag() })),
        payment_method_types: optional(list(text())),
        capture_method: optional(Type.Enum(['automatic', 'manual'])),
        off_session: optional(flag({ description: 'The customer is not there to authenticate.' })),
        return_url: optional(text()),
      },
      effect: 'money',
      flow: { ...flow, url: ['return_url'] },
    }),
    update: post('/v1/payment_intents/{id}', {
      about: 'Changes a payment that is not yet confirmed.',
      params: { id: text(), amount: optional(amount), currency: optional(text()), ...given },
      effect: 'money',
      flow,
      reversible: true,
    }),
    confirm: post('/v1/payment_intents/{id}/confirm', {
      about: 'Charges the payment method, or says what the customer has to do first.',
      params: {
        id: text(),
        payment_method: optional(text()),
        receipt_email: receipt,
        return_url: optional(text({ description: 'Where a bank sends the customer back to.' })),
        off_session: optional(flag()),
      },
      effect: 'money',
      flow: { recipient: ['receipt_email'], url: ['return_url'] },
    }),
    capture: post('/v1/payment_intents/{id}/capture', {
      about: 'Takes the money that a payment of capture_method manual holds; what is left is released.',
      params: {
        id: text(),
        amount_to_capture: optional(amount),
        statement_descriptor: optional(text()),
        metadata: optional(metadata),
      },
      effect: 'money',
      flow: { amount: ['amount_to_capture'], content: ['statement_descriptor'] },
    }),
    cancel: post('/v1/payment_intents/{id}/cancel', {
      about: 'Calls off a payment that has not succeeded; what it holds is released.',
      params: {
        id: text(),
        cancellation_reason: optional(
          Type.Enum(['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer']),
        ),
      },
      effect: 'destructive',
      reversible: false,
    }),
    api_search: get('/v1/payment_intents/search', {
      about: 'Searches payments by amount, customer, status or metadata.',
      params: searched,
      ...inResults,
    }),
  },
  search: {
    fields: {
      id: 'keyword',
      status: 'keyword',
      amount: 'number',
      currency: 'keyword',
      customer: 'keyword',
      invoice: 'keyword',
      latest_charge: 'keyword',
      description: 'text',
      created: 'number',
    },
    semantic: ['description'],
  },
  sync: { from: 'list', order: 'desc', deleted: 'absent' },
})
