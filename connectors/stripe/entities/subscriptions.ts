import { del, entity, get, post } from '@sallyport/definition'
import { Type } from 'typebox'
import { inPages, inResults, places, searched } from '../lists.ts'
import { amount, collection, interval, metadata, proration, range } from '../values.ts'
import { STATUSES, searchOfSubscriptions, subscription } from './subscription-record.ts'

const { Object: object, Optional: optional, String: text, Integer: whole, Boolean: flag, Array: list } = Type

const newPrice = object({
  currency: text(),
  product: text(),
  recurring: object({ interval, interval_count: optional(whole()) }),
  unit_amount: optional(amount),
})

const newItem = {
  price: optional(text()),
  price_data: optional(newPrice),
  quantity: optional(whole()),
  metadata: optional(metadata),
}

const changedItem = {
  ...newItem,
  id: optional(text({ description: 'Of the item to change; without it one is added.' })),
  deleted: optional(flag()),
}

const given = {
  cancel_at_period_end: optional(flag()),
  collection_method: optional(collection),
  days_until_due: optional(whole()),
  default_payment_method: optional(text()),
  description: optional(text()),
  metadata: optional(metadata),
  proration_behavior: optional(proration),
}

export const subscriptions = entity({
  about: 'Prices that customers pay again and again.',
  record: subscription,
  key: ['id'],
  compact: ['id', 'status', 'customer', 'current_period_end', 'cancel_at_period_end', 'created'],
  untrusted: ['cancellation_details.comment'],
  relations: {
    customer: { field: 'customer', entity: 'customers', key: 'id' },
    invoice: { field: 'latest_invoice', entity: 'invoices', key: 'id' },
    payment_method: { field: 'default_payment_method', entity: 'payment_methods', key: 'id' },
  },
  actions: {
    list: get('/v1/subscriptions', {
      about: 'Lists subscriptions, newest first; canceled ones only where the status asks for them.',
      params: {
        automatic_tax: optional(object({ enabled: flag() })),
        collection_method: optional(collection),
        created: optional(range),
        current_period_end: optional(range),
        current_period_start: optional(range),
        customer: optional(text()),
        customer_account: optional(text()),
        price: optional(text()),
        status: optional(Type.Enum([...STATUSES, 'ended', 'all'])),
        ...places,
      },
      ...inPages,
    }),
    get: get('/v1/subscriptions/{id}', { about: 'Reads a subscription.', params: { id: text() } }),
    create: post('/v1/subscriptions', {
      about: 'Begins a subscription, and charges or bills its first period unless there is a trial.',
      params: {
        customer: text(),
        items: optional(list(object(newItem))),
        ...given,
        currency: optional(text()),
        trial_period_days: optional(whole()),
      },
      effect: 'money',
      flow: { amount: ['items'], content: ['description'] },
    }),
    update: post('/v1/subscriptions/{id}', {
      about: 'Changes a subscription; other items or quantities may be charged in part at once.',
      params: { id: text(), items: optional(list(object(changedItem))), ...given },
      effect: 'money',
      flow: { amount: ['items'], content: ['description'] },
    }),
    cancel: del('/v1/subscriptions/{id}', {
      about: 'Ends a subscription at once and for good. For later, update cancel_at_period_end.',
      params: {
        id: text(),
        invoice_now: optional(flag({ description: 'Whether what is still unbilled is billed.' })),
        prorate: optional(flag({ description: 'Whether unused time is credited.' })),
      },
      wire: { invoice_now: { in: 'body' }, prorate: { in: 'body' } },
      idempotency: 'natural',
      reversible: false,
    }),
    resume: post('/v1/subscriptions/{id}/resume', {
      about: 'Goes on with a paused subscription, which is billed again.',
      params: {
        id: text(),
        billing_cycle_anchor: optional(Type.Enum(['now', 'unchanged'])),
        proration_behavior: optional(proration),
      },
      effect: 'money',
    }),
    api_search: get('/v1/subscriptions/search', {
      about: 'Searches subscriptions by status, created or metadata.',
      params: searched,
      ...inResults,
    }),
  },
  search: searchOfSubscriptions,
  sync: { from: 'list', order: 'desc', params: { status: 'all' }, deleted: 'absent' },
})
