import type { Intent } from '../intent.ts'

/** Wanted of what is sold, at which price and discount. */
export const stripeProducts: readonly Intent[] = [
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
  { says: 'introduce a new product called Gold Support', serves: ['stripe.products.create'] },
  {
    says: 'improve the description of the starter product',
    serves: ['stripe.products.update', 'stripe.products.list', 'stripe.products.api_search'],
  },
  {
    says: 'delete the test product, nobody ever bought it',
    serves: [
      'stripe.products.delete',
      'stripe.products.list',
      'stripe.products.api_search',
      'stripe.prices.list',
    ],
  },
  { says: 'what is prod_31', serves: ['stripe.products.get'] },
  {
    says: 'the old monthly price must not be used for new deals',
    serves: ['stripe.prices.update', 'stripe.prices.list', 'stripe.prices.api_search'],
  },
  { says: 'details of price_1Ab', serves: ['stripe.prices.get'] },
  { says: 'which discount codes are still good', serves: ['stripe.coupons.list'] },
  { says: 'rename the coupon to Early Bird', serves: ['stripe.coupons.update', 'stripe.coupons.list'] },
  { says: 'how much does coupon XMAS take off', serves: ['stripe.coupons.get', 'stripe.coupons.list'] },
]
