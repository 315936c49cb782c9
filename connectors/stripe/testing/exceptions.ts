import type { Exception } from '../../testing/exceptions.ts'

/** Members that are the id of another record, or that record where a call asks for `expand`. */
const EXPANDABLE = [
  'balance_transaction',
  'charge',
  'customer',
  'default_payment_method',
  'default_price',
  'default_source',
  'destination',
  'failure_balance_transaction',
  'invoice',
  'latest_charge',
  'latest_invoice',
  'latest_revision',
  'on_behalf_of',
  'payment_intent',
  'payment_method',
  'pending_setup_intent',
  'product',
  'setup_intent',
  'source',
  'subscription',
]

/** Operation -> whose amount it is. */
const AMOUNTS_ELSEWHERE = {
  'invoices.finalize': 'the invoice',
  'invoices.pay': 'the invoice',
  'refunds.cancel': 'the refund',
  'subscriptions.resume': 'the subscription',
  'payment_intents.confirm': 'the payment',
  'disputes.close': 'the dispute',
  'payouts.cancel': 'the payout',
}

/** Calls of existing clients that Stripe refuses for what they leave out: with which parameters, and why. */
const INCOMPLETE: readonly (readonly [call: string, params: readonly string[], reason: string])[] = [
  [
    'refunds.create',
    ['amount', 'metadata', 'reason', 'refund_application_fee', 'reverse_transfer'],
    'Stripe asks for a charge or a payment_intent, which existing clients need not give.',
  ],
  [
    'subscriptions.create',
    [
      'customer',
      'cancel_at_period_end',
      'collection_method',
      'currency',
      'days_until_due',
      'default_payment_method',
      'description',
      'trial_period_days',
      'metadata',
    ],
    'Stripe asks for items, which existing clients need not give.',
  ],
]

export const exceptions: readonly Exception[] = [
  ...EXPANDABLE.map((name) => ({
    at: `*.* record.${name}`,
    problem: 'may be object',
    reason: 'It is the whole record only where a call asks for "expand", and ours do not.',
  })),
  ...['created', 'livemode'].map((name) => ({
    at: `customers.get record.${name}`,
    reason: 'A customer who was deleted is answered with an id and the word of it alone.',
  })),
  ...Object.entries(AMOUNTS_ELSEWHERE).map(([name, whose]) => ({
    at: `${name} flow.amount`,
    reason: `No parameter tells it: it is that of ${whose} which is named.`,
  })),
  {
    at: 'disputes.update flow.recipient',
    reason: 'No parameter tells it: it is always the bank of whoever disputes.',
  },
  ...['search', 'sync'].map((name) => ({
    at: `payment_methods ${name}`,
    reason: 'Stripe lists the payment methods of one customer at a time, and not all of them.',
  })),
  {
    at: 'disputes.list walk',
    reason: 'The emulated Stripe begins with one dispute, and only a bank makes another.',
  },
  ...INCOMPLETE.flatMap(([call, params, reason]) => [
    { at: `client ${call}`, reason },
    ...params.map((name) => ({ at: `client ${call} params.${name}`, reason })),
  ]),
  ...['collection_method', 'days_until_due'].map((name) => ({
    at: `client invoices.create params.${name}`,
    reason: 'Stripe takes these two only together: an invoice that is sent has to say when it is due.',
  })),
  {
    at: 'client payment_intents.create params.confirm',
    reason: 'Stripe confirms nothing without a payment method.',
  },
  {
    at: 'payment_intents.create shown.payment_method',
    reason: 'The names of cards for testing stand for a new one each time.',
  },
  {
    at: 'subscriptions.resume shown.billing_cycle_anchor',
    reason: 'What is given is a word, and what is answered the time that it meant.',
  },
  {
    at: 'client checkout_sessions.create.**',
    reason: 'Existing clients need not give success_url and line_items; this version of Stripe needs both.',
  },
]
