import type { Intent } from '../intent.ts'

/** Wanted of invoices and their lines. */
export const stripeInvoices: readonly Intent[] = [
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
    serves: [
      'stripe.invoices.send',
      'stripe.invoices.list',
      'stripe.invoices.api_search',
      'stripe.customers.list',
      'stripe.customers.api_search',
    ],
  },
  {
    says: 'cancel invoice 0042, it was issued by mistake',
    serves: [
      'stripe.invoices.void',
      'stripe.invoices.api_search',
      'stripe.invoices.list',
      'stripe.invoices.delete',
      'stripe.invoices.get',
    ],
  },
  {
    says: 'finalise the draft for Globex so that it can go out',
    serves: [
      'stripe.invoices.finalize',
      'stripe.invoices.list',
      'stripe.invoices.api_search',
      'stripe.invoices.send',
      'stripe.customers.list',
      'stripe.customers.api_search',
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
    serves: ['stripe.invoices.delete', 'stripe.invoices.list', 'stripe.invoices.api_search'],
  },
  {
    says: 'give acme another two weeks to pay',
    serves: [
      'stripe.invoices.update',
      'stripe.invoices.list',
      'stripe.invoices.api_search',
      'stripe.customers.list',
      'stripe.customers.api_search',
    ],
  },
  {
    says: 'add a line for 3 extra hours to their next bill',
    serves: [
      'stripe.invoice_items.create',
      'stripe.customers.list',
      'stripe.customers.api_search',
      'stripe.invoices.list',
    ],
  },
  {
    says: 'what will be on their next bill so far',
    serves: [
      'stripe.invoice_items.list',
      'stripe.subscriptions.list',
      'stripe.customers.list',
      'stripe.customers.api_search',
      'stripe.invoices.list',
      'stripe.invoices.api_search',
      'stripe.subscriptions.api_search',
    ],
  },
  {
    says: 'take the setup fee off the draft invoice',
    serves: [
      'stripe.invoice_items.delete',
      'stripe.invoice_items.list',
      'stripe.invoices.list',
      'stripe.invoices.api_search',
    ],
  },
  {
    says: 'get me the pdf of the june invoice',
    serves: [
      'stripe.invoices.get',
      'stripe.invoices.list',
      'stripe.invoices.api_search',
      'google-drive.files.list',
    ],
  },
  { says: 'show invoice in_1PqR', serves: ['stripe.invoices.get'] },
  { says: 'draft an invoice but let me check it before it goes out', serves: ['stripe.invoices.create'] },
  {
    says: 'what lines are on that draft',
    serves: ['stripe.invoice_items.list', 'stripe.invoices.get', 'stripe.invoices.list'],
  },
  {
    says: "the hourly rate on the draft's line is wrong, it should be 120",
    serves: ['stripe.invoice_items.update', 'stripe.invoice_items.list', 'stripe.invoice_items.get'],
  },
  { says: 'look at line item ii_88', serves: ['stripe.invoice_items.get'] },
  {
    says: 'try to collect the failed invoice again',
    serves: [
      'stripe.invoices.pay',
      'stripe.invoices.list',
      'stripe.invoices.api_search',
      'stripe.payment_intents.confirm',
    ],
  },
  {
    says: 'everything we billed to Hooli this year, added up',
    serves: [
      'stripe.invoices.list',
      'stripe.invoices.api_search',
      'stripe.customers.list',
      'stripe.customers.api_search',
      'stripe.charges.list',
      'stripe.charges.api_search',
      'stripe.payment_intents.list',
      'stripe.payment_intents.api_search',
    ],
  },
]
