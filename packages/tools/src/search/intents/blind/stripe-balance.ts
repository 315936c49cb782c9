import type { Intent } from '../intent.ts'

/** Wanted of money that goes back or out. */
export const stripeBalance: readonly Intent[] = [
  {
    says: 'give the customer their money back',
    serves: [
      'stripe.refunds.create',
      'stripe.charges.list',
      'stripe.charges.api_search',
      'stripe.payment_intents.list',
      'stripe.payment_intents.api_search',
      'stripe.customers.list',
      'stripe.customers.api_search',
    ],
  },
  {
    says: 'refund half of the order from tuesday',
    serves: [
      'stripe.refunds.create',
      'stripe.charges.list',
      'stripe.charges.api_search',
      'stripe.payment_intents.list',
      'stripe.payment_intents.api_search',
      'stripe.checkout_sessions.list',
      'stripe.customers.list',
      'stripe.customers.api_search',
    ],
  },
  {
    says: 'has the refund reached the customer yet',
    serves: ['stripe.refunds.get', 'stripe.refunds.list', 'stripe.charges.list'],
  },
  {
    says: 'a client disputes a charge with their bank, show me the details',
    serves: ['stripe.disputes.get', 'stripe.disputes.list'],
  },
  {
    says: 'send our proof of delivery to the bank for the chargeback',
    serves: ['stripe.disputes.update', 'stripe.disputes.list', 'stripe.disputes.get'],
  },
  {
    says: "don't fight that chargeback, accept it",
    serves: ['stripe.disputes.close', 'stripe.disputes.list'],
  },
  {
    says: 'when will the money arrive on our bank account',
    serves: [
      'stripe.payouts.list',
      'stripe.payouts.get',
      'stripe.balance.get',
      'stripe.balance_transactions.list',
    ],
  },
  { says: 'how much money is sitting in stripe right now', serves: ['stripe.balance.get'] },
  { says: 'withdraw 5000 to our bank', serves: ['stripe.payouts.create', 'stripe.balance.get'] },
  { says: "how much did we lose to stripe's fees in march", serves: ['stripe.balance_transactions.list'] },
  {
    says: 'all refunds we made last week',
    serves: [
      'stripe.refunds.list',
      'stripe.balance_transactions.list',
      'stripe.events.list',
      'stripe.charges.list',
      'stripe.charges.api_search',
    ],
  },
  {
    says: 'stop the refund that has not been processed',
    serves: ['stripe.refunds.cancel', 'stripe.refunds.list'],
  },
  { says: 'tag the refund with the ticket number', serves: ['stripe.refunds.update', 'stripe.refunds.list'] },
  { says: 'any chargebacks waiting for an answer from us?', serves: ['stripe.disputes.list'] },
  { says: 'how many disputes did we lose this year', serves: ['stripe.disputes.list'] },
  { says: 'which payouts failed', serves: ['stripe.payouts.list', 'stripe.events.list'] },
  {
    says: 'call the withdrawal back before it leaves',
    serves: ['stripe.payouts.cancel', 'stripe.payouts.list'],
  },
  { says: 'note the accounting period on payout po_6', serves: ['stripe.payouts.update'] },
  {
    says: 'which payments made up the payout of 3 june',
    serves: ['stripe.balance_transactions.list', 'stripe.payouts.list'],
  },
  { says: 'fee on txn_55', serves: ['stripe.balance_transactions.get'] },
  {
    says: 'reconcile stripe with our books for may',
    serves: [
      'stripe.balance_transactions.list',
      'stripe.payouts.list',
      'stripe.charges.list',
      'stripe.payment_intents.list',
      'stripe.invoices.list',
      'stripe.refunds.list',
      'stripe.balance.get',
    ],
  },
]
