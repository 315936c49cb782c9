import type { Intent } from '../intent.ts'

/** Wanted of payments, and of what is paid with. */
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
      'stripe.invoices.list',
      'stripe.invoices.api_search',
      'stripe.checkout_sessions.list',
      'stripe.events.list',
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
    says: 'charge the saved card 25 dollars',
    serves: [
      'stripe.payment_intents.create',
      'stripe.payment_intents.confirm',
      'stripe.payment_methods.list',
      'stripe.customers.list',
      'stripe.customers.api_search',
      'stripe.payment_methods.get',
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
      'stripe.charges.list',
      'stripe.charges.api_search',
      'stripe.customers.list',
      'stripe.customers.api_search',
    ],
  },
  {
    says: 'which cards does this customer have on file',
    serves: ['stripe.payment_methods.list', 'stripe.customers.list', 'stripe.customers.api_search'],
  },
  {
    says: 'forget the card that ends in 4242',
    serves: [
      'stripe.payment_methods.detach',
      'stripe.payment_methods.list',
      'stripe.customers.list',
      'stripe.customers.api_search',
    ],
  },
  { says: 'make a link where the customer can pay 99 dollars', serves: ['stripe.checkout_sessions.create'] },
  {
    says: "save a customer's card for later without charging it",
    serves: [
      'stripe.setup_intents.create',
      'stripe.checkout_sessions.create',
      'stripe.payment_methods.attach',
    ],
  },
  {
    says: 'payments over 1000 dollars since new year',
    serves: [
      'stripe.payment_intents.list',
      'stripe.payment_intents.api_search',
      'stripe.charges.list',
      'stripe.charges.api_search',
      'stripe.balance_transactions.list',
    ],
  },
  { says: 'look up charge ch_3Nq', serves: ['stripe.charges.get'] },
  {
    says: 'note on the charge which order it belongs to',
    serves: [
      'stripe.charges.update',
      'stripe.charges.list',
      'stripe.charges.api_search',
      'stripe.payment_intents.update',
    ],
  },
  {
    says: 'the receipt for that charge should go to another address',
    serves: [
      'stripe.charges.update',
      'stripe.charges.list',
      'stripe.charges.api_search',
      'stripe.payment_intents.update',
    ],
  },
  { says: 'retrieve payment pi_77', serves: ['stripe.payment_intents.get'] },
  {
    says: 'bump the amount of the open payment to 60 euros',
    serves: [
      'stripe.payment_intents.update',
      'stripe.payment_intents.list',
      'stripe.payment_intents.api_search',
    ],
  },
  { says: 'confirm payment pi_91 with the visa', serves: ['stripe.payment_intents.confirm'] },
  { says: 'attach payment method pm_5 to cus_9', serves: ['stripe.payment_methods.attach'] },
  { says: 'when does card pm_8 expire', serves: ['stripe.payment_methods.get'] },
  {
    says: 'the zip code of the saved card is wrong',
    serves: [
      'stripe.payment_methods.update',
      'stripe.payment_methods.list',
      'stripe.customers.update',
      'stripe.customers.list',
      'stripe.customers.api_search',
    ],
  },
  {
    says: 'which attempts at saving a card did not finish',
    serves: ['stripe.setup_intents.list', 'stripe.checkout_sessions.list', 'stripe.events.list'],
  },
  { says: "what's the status of seti_4", serves: ['stripe.setup_intents.get'] },
  {
    says: 'finish setting up the direct debit mandate',
    serves: ['stripe.setup_intents.confirm', 'stripe.setup_intents.list'],
  },
  {
    says: 'drop the half-finished card setup',
    serves: ['stripe.setup_intents.cancel', 'stripe.setup_intents.list'],
  },
  {
    says: 'who opened the payment page but never paid',
    serves: [
      'stripe.checkout_sessions.list',
      'stripe.payment_intents.list',
      'stripe.payment_intents.api_search',
      'stripe.events.list',
    ],
  },
  {
    says: 'close that payment page so that nobody can pay there',
    serves: ['stripe.checkout_sessions.expire', 'stripe.checkout_sessions.list'],
  },
  { says: 'did cs_test_12 get completed', serves: ['stripe.checkout_sessions.get'] },
]
