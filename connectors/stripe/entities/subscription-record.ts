import { nullable } from '@sallyport/definition'
import { Type } from 'typebox'
import { collection, metadata } from '../values.ts'

const { Object: object, Optional: optional, String: text, Integer: whole, Boolean: flag, Array: list } = Type

export const STATUSES = [
  'active',
  'canceled',
  'incomplete',
  'incomplete_expired',
  'past_due',
  'paused',
  'trialing',
  'unpaid',
] as const

const item = object({
  id: text(),
  price: object({ id: text(), currency: text(), unit_amount: optional(nullable(whole())) }),
  quantity: optional(whole()),
})

export const subscription = object({
  id: text(),
  status: Type.Enum([...STATUSES]),
  customer: text(),
  currency: text(),
  items: object({ data: list(item) }),
  collection_method: collection,
  days_until_due: optional(nullable(whole())),
  default_payment_method: optional(nullable(text())),
  latest_invoice: optional(nullable(text())),
  description: optional(nullable(text())),
  cancel_at: optional(nullable(whole())),
  cancel_at_period_end: flag(),
  canceled_at: optional(nullable(whole())),
  current_period_start: whole(),
  current_period_end: whole(),
  ended_at: optional(nullable(whole())),
  start_date: whole(),
  trial_end: optional(nullable(whole())),
  trial_start: optional(nullable(whole())),
  billing_cycle_anchor: whole(),
  cancellation_details: optional(
    nullable(object({ comment: optional(nullable(text())), reason: optional(nullable(text())) })),
  ),
  application_fee_percent: optional(nullable(Type.Number())),
  object: text(),
  application: optional(nullable(text())),
  default_source: optional(nullable(text())),
  on_behalf_of: optional(nullable(text())),
  pending_setup_intent: optional(nullable(text())),
  schedule: optional(nullable(text())),
  test_clock: optional(nullable(text())),
  next_pending_invoice_item_invoice: optional(nullable(whole())),
  created: whole(),
  livemode: flag(),
  metadata,
})

/** What the context store finds subscriptions by. */
export const searchOfSubscriptions = {
  fields: {
    application: 'keyword',
    application_fee_percent: 'number',
    billing_cycle_anchor: 'number',
    cancel_at: 'number',
    cancel_at_period_end: 'boolean',
    canceled_at: 'number',
    collection_method: 'keyword',
    created: 'number',
    currency: 'keyword',
    current_period_end: 'number',
    current_period_start: 'number',
    customer: 'keyword',
    days_until_due: 'number',
    default_payment_method: 'keyword',
    default_source: 'keyword',
    description: 'text',
    ended_at: 'number',
    id: 'keyword',
    latest_invoice: 'keyword',
    livemode: 'boolean',
    next_pending_invoice_item_invoice: 'number',
    object: 'keyword',
    on_behalf_of: 'keyword',
    pending_setup_intent: 'keyword',
    schedule: 'keyword',
    start_date: 'number',
    status: 'keyword',
    test_clock: 'keyword',
    trial_end: 'number',
    trial_start: 'number',
  },
  semantic: ['description'],
} as const
