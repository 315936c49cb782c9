import type { Intent } from '../intent.ts'

/** Wanted of invoices and subscriptions. */
export const stripeBilling: readonly Intent[] = [
  {
    says: 'who still owes us money',
    serves: [
      'stripe.invoices.list',
      'stripe.invoices.api_search',
      'stripe.customers.list',
      'stripe.customers.api_search',
      'stripe.subscriptions.list',
      'stripe.subscriptions.api_search',
    ],
  },
  {
    says: 'I need to know who paid late in october',
    serves: ['stripe.invoices.list', 'stripe.invoices.api_search'],
  },
  {
    says: 'bill Initech 400 euros for the workshop',
    serves: [
      'stripe.invoices.create',
      'stripe.invoice_items.create',
      'stripe.customers.api_search',
      'stripe.customers.list',
      'stripe.payment_intents.create',
      'stripe.checkout_sessions.create',
    ],
  },
  {
    says: 'send the customer their invoice again by email',
    serves: ['stripe.invoices.send', 'stripe.invoices.list', 'stripe.invoices.api_search'],
  },
  {
    says: 'cancel invoice 0042, it was issued by mistake',
    serves: [
      'stripe.invoices.void',
      'stripe.invoices.api_search',
      'stripe.invoices.list',
      'stripe.invoices.delete',
    ],
  },
  {
    says: 'finalise the draft for Globex so that it can go out',
    serves: [
      'stripe.invoices.finalize',
      'stripe.invoices.list',
      'stripe.invoices.api_search',
      'stripe.invoices.send',
    ],
  },
  {
    says: 'they paid by bank transfer, mark the invoice as settled',
    serves: ['stripe.invoices.pay', 'stripe.invoices.list', 'stripe.invoices.api_search'],
  },
  {
    says: 'we will never see that money, write the invoice off',
    serves: ['stripe.invoices.mark_uncollectible', 'stripe.invoices.list', 'stripe.invoices.api_search'],
  },
  {
    says: 'bin the draft invoice I started yesterday',
    serves: ['stripe.invoices.delete', 'stripe.invoices.list'],
  },
  {
    says: 'give acme another two weeks to pay',
    serves: ['stripe.invoices.update', 'stripe.invoices.list', 'stripe.invoices.api_search'],
  },
  {
    says: 'add a line for 3 extra hours to their next bill',
    serves: ['stripe.invoice_items.create', 'stripe.customers.list', 'stripe.customers.api_search'],
  },
  {
    says: 'what will be on their next bill so far',
    serves: [
      'stripe.invoice_items.list',
      'stripe.subscriptions.list',
      'stripe.customers.list',
      'stripe.customers.api_search',
    ],
  },
  {
    says: 'take the setup fee off the draft invoice',
    serves: ['stripe.invoice_items.delete', 'stripe.invoice_items.list'],
  },
  {
    says: 'get me the pdf of the june invoice',
    serves: ['stripe.invoices.get', 'stripe.invoices.list', 'stripe.invoices.api_search'],
  },
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
    serves: ['stripe.subscriptions.update', 'stripe.subscriptions.list', 'stripe.subscriptions.get'],
  },
  {
    says: 'customer wants out at the end of the month, not today',
    serves: [
      'stripe.subscriptions.update',
      'stripe.subscriptions.list',
      'stripe.customers.list',
      'stripe.customers.api_search',
    ],
  },
  {
    says: 'end their membership right now',
    serves: [
      'stripe.subscriptions.cancel',
      'stripe.subscriptions.list',
      'stripe.customers.list',
      'stripe.customers.api_search',
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
    serves: ['stripe.subscriptions.list', 'stripe.subscriptions.api_search'],
  },
]
