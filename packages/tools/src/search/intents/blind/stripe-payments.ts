import type { Intent } from '../intent.ts'

/** Wanted of payments, of what is paid with, and of money that goes back or out. */
export const stripePayments: readonly Intent[] = [
  {
    says: 'did the payment from bob@example.com go through',
    serves: [
      'stripe.payment_intents.list',
      'stripe.payment_intents.api_search',
      'stripe.payment_intents.get',
      'stripe.charges.list',
      'stripe.charges.api_search',
      'stripe.charges.get',
      'stripe.customers.list',
      'stripe.customers.api_search',
    ],
  },
  {
    says: 'why was her card declined',
    serves: [
      'stripe.charges.list',
      'stripe.charges.get',
      'stripe.charges.api_search',
      'stripe.payment_intents.list',
      'stripe.payment_intents.get',
      'stripe.payment_intents.api_search',
      'stripe.events.list',
      'stripe.customers.list',
      'stripe.customers.api_search',
    ],
  },
  {
    says: 'give the customer their money back',
    serves: [
      'stripe.refunds.create',
      'stripe.charges.list',
      'stripe.charges.api_search',
      'stripe.payment_intents.list',
      'stripe.payment_intents.api_search',
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
    ],
  },
  { says: 'has the refund reached the customer yet', serves: ['stripe.refunds.get', 'stripe.refunds.list'] },
  {
    says: 'charge the saved card 25 dollars',
    serves: [
      'stripe.payment_intents.create',
      'stripe.payment_intents.confirm',
      'stripe.payment_methods.list',
      'stripe.customers.list',
      'stripe.customers.api_search',
    ],
  },
  {
    says: 'collect the 80 pounds that are on hold for the hotel booking',
    serves: [
      'stripe.payment_intents.capture',
      'stripe.payment_intents.list',
      'stripe.payment_intents.api_search',
      'stripe.charges.capture',
      'stripe.charges.list',
      'stripe.charges.api_search',
    ],
  },
  {
    says: 'release the hold on her card',
    serves: [
      'stripe.payment_intents.cancel',
      'stripe.payment_intents.list',
      'stripe.payment_intents.api_search',
      'stripe.refunds.create',
    ],
  },
  { says: 'which cards does this customer have on file', serves: ['stripe.payment_methods.list'] },
  {
    says: 'forget the card that ends in 4242',
    serves: ['stripe.payment_methods.detach', 'stripe.payment_methods.list'],
  },
  {
    says: 'a client disputes a charge with their bank, show me the details',
    serves: ['stripe.disputes.get', 'stripe.disputes.list'],
  },
  {
    says: 'send our proof of delivery to the bank for the chargeback',
    serves: ['stripe.disputes.update', 'stripe.disputes.list'],
  },
  {
    says: "don't fight that chargeback, accept it",
    serves: ['stripe.disputes.close', 'stripe.disputes.list'],
  },
  { says: 'make a link where the customer can pay 99 dollars', serves: ['stripe.checkout_sessions.create'] },
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
    says: "save a customer's card for later without charging it",
    serves: [
      'stripe.setup_intents.create',
      'stripe.checkout_sessions.create',
      'stripe.payment_methods.attach',
    ],
  },
]
