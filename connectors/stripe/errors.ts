import type { ErrorRules } from '@sallyport/definition'

/** The call was right, and the thing it names is in a state that does not allow it (docs.stripe.com/error-codes). */
const STATES = [
  'unexpected_state',
  'already_exists',
  'already_canceled',
  'already_captured',
  'already_refunded',
  'charge_disputed',
  'charge_expired_for_capture',
  'invoice_no_',
  'invoice_not_editable',
  'invoice_payment_intent_requires_action',
  'invoice_upcoming_none',
  'balance_insufficient',
  'insufficient_funds',
  'coupon_expired',
  'product_inactive',
] as const

/** docs.stripe.com/api/errors and docs.stripe.com/error-low-level; every text is in `error`. */
export const errors = {
  rules: [
    {
      when: { body: { 'error.code': ['api_key_expired', 'secret_key_required'] } },
      is: 'credential_invalid',
    },
    // Another call has hold of the same thing: it is over in a moment, like any allowance.
    { when: { body: { 'error.code': ['lock_timeout', 'rate_limit'] } }, is: 'upstream_rate_limited' },
    { when: { status: 429 }, is: 'upstream_rate_limited' },
    // A card that was declined: another one is to be given. Its code may be that of a state too.
    { when: { body: { 'error.type': 'card_error' } }, is: 'upstream_invalid' },
    { when: { body: { 'error.type': 'idempotency_error' } }, is: 'upstream_conflict' },
    { when: { body: { 'error.code': 'resource_missing' } }, is: 'upstream_not_found' },
    { when: { status: [400, 402], body: { 'error.code': STATES } }, is: 'upstream_conflict' },
    // docs.stripe.com/api/errors: valid parameters, and it failed all the same.
    { when: { status: 402 }, is: 'upstream_conflict' },
    // A failure of somebody behind Stripe.
    { when: { status: 424 }, is: 'upstream_unavailable' },
  ],
  message: ['error.message'],
  requestId: 'request-id',
} as const satisfies ErrorRules
