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

export const exceptions: readonly Exception[] = [
  ...EXPANDABLE.map((name) => ({
    at: `*.* record.${name}`,
    problem: 'may be object',
    reason: 'It is the whole record only where a call asks for "expand", and ours do not.',
  })),
]
