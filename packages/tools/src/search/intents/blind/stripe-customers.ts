import type { Intent } from '../intent.ts'

/** Wanted of customers, of what they subscribe to, and of the account at Stripe. */
export const stripeCustomers: readonly Intent[] = [
  {
    says: 'how many paying subscribers do we have',
    serves: ['stripe.subscriptions.list', 'stripe.subscriptions.api_search'],
  },
  {
    says: 'put jane on the pro plan',
    serves: [
      'stripe.subscriptions.create',
      'stripe.subscriptions.update',
      'stripe.subscriptions.list',
      'stripe.customers.list',
      'stripe.customers.api_search',
      'stripe.prices.list',
      'stripe.prices.api_search',
      'stripe.products.list',
      'stripe.products.api_search',
      'stripe.checkout_sessions.create',
    ],
  },
  {
    says: 'upgrade them from 5 to 20 seats',
    serves: [
      'stripe.subscriptions.update',
      'stripe.subscriptions.list',
      'stripe.subscriptions.get',
      'stripe.subscriptions.api_search',
      'stripe.customers.list',
      'stripe.customers.api_search',
    ],
  },
  {
    says: 'customer wants out at the end of the month, not today',
    serves: [
      'stripe.subscriptions.update',
      'stripe.subscriptions.list',
      'stripe.customers.list',
      'stripe.customers.api_search',
      'stripe.subscriptions.api_search',
    ],
  },
  {
    says: 'end their subscription right now, without waiting for the period to end',
    serves: [
      'stripe.subscriptions.cancel',
      'stripe.subscriptions.list',
      'stripe.customers.list',
      'stripe.customers.api_search',
      'stripe.subscriptions.api_search',
    ],
  },
  {
    says: 'whose free trial runs out this week',
    serves: ['stripe.subscriptions.list', 'stripe.subscriptions.api_search'],
  },
  {
    says: 'unpause the subscription we put on hold',
    serves: [
      'stripe.subscriptions.resume',
      'stripe.subscriptions.update',
      'stripe.subscriptions.list',
      'stripe.subscriptions.api_search',
    ],
  },
  {
    says: 'list memberships where the last renewal could not be collected',
    serves: [
      'stripe.subscriptions.list',
      'stripe.subscriptions.api_search',
      'stripe.invoices.list',
      'stripe.invoices.api_search',
      'stripe.customers.list',
      'stripe.customers.api_search',
    ],
  },
  {
    says: 'is carla@corp.com a customer of ours',
    serves: ['stripe.customers.api_search', 'stripe.customers.list'],
  },
  {
    says: 'change the billing address of Wayne Enterprises',
    serves: [
      'stripe.customers.update',
      'stripe.customers.api_search',
      'stripe.customers.list',
      'stripe.payment_methods.update',
    ],
  },
  {
    says: 'gdpr request: erase this customer completely from stripe',
    serves: ['stripe.customers.delete', 'stripe.customers.api_search', 'stripe.customers.list'],
  },
  {
    says: 'how many customers signed up this week',
    serves: [
      'stripe.customers.list',
      'stripe.customers.api_search',
      'stripe.subscriptions.list',
      'stripe.subscriptions.api_search',
      'stripe.events.list',
    ],
  },
  {
    says: 'what happened in our stripe account over the weekend',
    serves: [
      'stripe.events.list',
      'stripe.balance_transactions.list',
      'stripe.charges.list',
      'stripe.payment_intents.list',
    ],
  },
  {
    says: "is the customer's subscription still active",
    serves: [
      'stripe.subscriptions.list',
      'stripe.subscriptions.get',
      'stripe.subscriptions.api_search',
      'stripe.customers.list',
      'stripe.customers.api_search',
    ],
  },
  {
    says: "when does Hooli's plan renew",
    serves: [
      'stripe.subscriptions.list',
      'stripe.subscriptions.get',
      'stripe.subscriptions.api_search',
      'stripe.customers.list',
      'stripe.customers.api_search',
    ],
  },
  {
    says: "they changed their mind, don't let the subscription lapse at period end",
    serves: [
      'stripe.subscriptions.update',
      'stripe.subscriptions.list',
      'stripe.subscriptions.api_search',
      'stripe.customers.list',
      'stripe.customers.api_search',
    ],
  },
  {
    says: 'how many people cancelled in september and why',
    serves: ['stripe.subscriptions.list', 'stripe.subscriptions.api_search', 'stripe.events.list'],
  },
  {
    says: 'start a 14 day trial for this customer',
    serves: [
      'stripe.subscriptions.create',
      'stripe.checkout_sessions.create',
      'stripe.prices.list',
      'stripe.customers.list',
      'stripe.customers.api_search',
      'stripe.prices.api_search',
      'stripe.products.list',
      'stripe.products.api_search',
    ],
  },
  {
    says: 'how much recurring revenue do we make',
    serves: [
      'stripe.subscriptions.list',
      'stripe.subscriptions.api_search',
      'stripe.invoices.list',
      'stripe.invoices.api_search',
      'stripe.prices.list',
    ],
  },
  { says: 'sign up a new customer: Ada, ada@lovelace.org', serves: ['stripe.customers.create'] },
  { says: 'pull up cus_Lk2', serves: ['stripe.customers.get'] },
  {
    says: 'who are our five newest clients',
    serves: ['stripe.customers.list', 'stripe.customers.api_search', 'stripe.subscriptions.list'],
  },
  {
    says: 'do two of our customers share an email address',
    serves: ['stripe.customers.list', 'stripe.customers.api_search'],
  },
  { says: 'what was in event evt_10', serves: ['stripe.events.get'] },
  { says: 'which webhooks could not be delivered', serves: ['stripe.events.list'] },
  { says: 'which country and currency is our stripe account in', serves: ['stripe.account.get'] },
  { says: 'can our stripe account take payments already', serves: ['stripe.account.get'] },
]
