import { entity, get, nullable, post } from '@sallyport/definition'
import { Type } from 'typebox'
import { inPages, places } from '../lists.ts'
import { amount, interval, metadata, shipping } from '../values.ts'

const { Object: object, Optional: optional, String: text, Integer: whole, Boolean: flag, Array: list } = Type

const mode = Type.Enum(['payment', 'setup', 'subscription'])

const session = object({
  id: text(),
  mode,
  status: optional(nullable(Type.Enum(['complete', 'expired', 'open']))),
  payment_status: Type.Enum(['no_payment_required', 'paid', 'unpaid']),
  url: optional(nullable(text())),
  amount_subtotal: optional(nullable(whole())),
  amount_total: optional(nullable(whole())),
  currency: optional(nullable(text())),
  customer: optional(nullable(text())),
  customer_email: optional(nullable(text())),
  customer_details: optional(
    nullable(object({ email: optional(nullable(text())), name: optional(nullable(text())) })),
  ),
  client_reference_id: optional(nullable(text())),
  invoice: optional(nullable(text())),
  payment_intent: optional(nullable(text())),
  setup_intent: optional(nullable(text())),
  subscription: optional(nullable(text())),
  success_url: text(),
  cancel_url: optional(nullable(text())),
  created: whole(),
  expires_at: whole(),
  livemode: flag(),
  shipping_details: optional(nullable(shipping)),
  metadata: optional(nullable(metadata)),
})

const sold = object({
  currency: text(),
  unit_amount: optional(amount),
  product: optional(text()),
  product_data: optional(object({ name: text(), description: optional(text()) })),
  recurring: optional(object({ interval, interval_count: optional(whole()) })),
})

const line = object({
  price: optional(text()),
  price_data: optional(sold),
  quantity: optional(whole()),
})

export const checkoutSessions = entity({
  about: 'Pages of Stripe where a customer pays, subscribes or leaves a payment method.',
  record: session,
  key: ['id'],
  compact: ['id', 'mode', 'status', 'payment_status', 'amount_total', 'currency', 'customer', 'url'],
  untrusted: ['customer_details', 'customer_email', 'shipping_details'],
  relations: {
    customer: { field: 'customer', entity: 'customers', key: 'id' },
    invoice: { field: 'invoice', entity: 'invoices', key: 'id' },
    payment_intent: { field: 'payment_intent', entity: 'payment_intents', key: 'id' },
    setup_intent: { field: 'setup_intent', entity: 'setup_intents', key: 'id' },
    subscription: { field: 'subscription', entity: 'subscriptions', key: 'id' },
  },
  actions: {
    list: get('/v1/checkout/sessions', {
      about: 'Lists checkout sessions.',
      params: {
        customer: optional(text()),
        payment_intent: optional(text()),
        subscription: optional(text()),
        ...places,
      },
      ...inPages,
    }),
    get: get('/v1/checkout/sessions/{id}', { about: 'Reads a checkout session.', params: { id: text() } }),
    create: post('/v1/checkout/sessions', {
      about: 'Makes a page to pay on; its url is for the customer, and charges nobody before they pay.',
      params: {
        mode,
        success_url: text(),
        cancel_url: optional(text()),
        customer: optional(text()),
        customer_email: optional(text()),
        line_items: optional(list(line)),
        client_reference_id: optional(text()),
        allow_promotion_codes: optional(flag()),
        discounts: optional(list(object({ coupon: text() }))),
        expires_at: optional(whole({ description: 'Unix time, 30 minutes to 24 hours from now.' })),
        metadata: optional(metadata),
      },
      flow: {
        amount: ['line_items'],
        url: ['success_url', 'cancel_url'],
        recipient: ['customer_email'],
        content: ['line_items'],
      },
      reversible: true,
    }),
    expire: post('/v1/checkout/sessions/{id}/expire', {
      about: 'Closes an open page, so that nobody can pay on it.',
      params: { id: text() },
      effect: 'destructive',
      reversible: false,
    }),
  },
  search: {
    fields: {
      id: 'keyword',
      mode: 'keyword',
      status: 'keyword',
      payment_status: 'keyword',
      customer: 'keyword',
      amount_total: 'number',
      created: 'number',
    },
  },
  sync: { from: 'list', order: 'desc', deleted: 'absent' },
})
