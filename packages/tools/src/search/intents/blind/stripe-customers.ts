import type { Intent } from '../intent.ts'

/** Wanted of customers, of what is sold to them, and of the account at Stripe. */
export const stripeCustomers: readonly Intent[] = [
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
    says: 'list our whole product range',
    serves: ['stripe.products.list', 'stripe.products.api_search', 'stripe.prices.list'],
  },
  {
    says: 'add a yearly plan at 290 euros',
    serves: [
      'stripe.prices.create',
      'stripe.products.create',
      'stripe.products.list',
      'stripe.products.api_search',
    ],
  },
  {
    says: 'stop offering the basic plan',
    serves: [
      'stripe.products.update',
      'stripe.products.list',
      'stripe.products.api_search',
      'stripe.prices.update',
      'stripe.prices.list',
      'stripe.prices.api_search',
    ],
  },
  {
    says: 'how much does the enterprise tier cost',
    serves: [
      'stripe.prices.list',
      'stripe.prices.get',
      'stripe.prices.api_search',
      'stripe.products.list',
      'stripe.products.get',
      'stripe.products.api_search',
    ],
  },
  { says: 'create a 20% off voucher for black friday', serves: ['stripe.coupons.create'] },
  { says: 'how many people used the launch discount', serves: ['stripe.coupons.get', 'stripe.coupons.list'] },
  { says: 'delete the SUMMER coupon, it leaked', serves: ['stripe.coupons.delete', 'stripe.coupons.list'] },
  {
    says: 'what happened in our stripe account over the weekend',
    serves: ['stripe.events.list', 'stripe.balance_transactions.list'],
  },
]
