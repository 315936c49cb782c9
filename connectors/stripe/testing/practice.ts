import type { PracticeData, Preparation } from '../../testing/practice-data.ts'

/** Records that the emulated Stripe begins with; all belong to one customer. */
const THERE = {
  customer: 'cus_c6hVzjmUo2bjzI',
  charge: 'ch_3IsQA3K9h8jU3mQRvFMCVmyq',
  invoice: 'in_1VegCp3RdfLUQTHtvPLX5UgT',
  payment_intent: 'pi_385R2c1vp1H0kMXfic4uwLzX',
  payment_method: 'pm_1iSOsRnI9UqKMrf8E6CTuCCN',
  price: 'price_1Na4dK9MGtrn5ZAdDkNfX6if',
  product: 'prod_RGNjdjJaHzMVwo',
  subscription: 'sub_15yMX34gIq7P7fuHSoD816np',
}

/** Entity -> a record of it that is there. */
const NEIGHBOURS = {
  customers: THERE.customer,
  invoices: THERE.invoice,
  invoice_items: 'ii_1L3jmPo5YBhJRdLhJsSh26RI',
  charges: THERE.charge,
  refunds: 're_3jjGLbiRStafaXBE40Iuu2GS',
  subscriptions: THERE.subscription,
  products: THERE.product,
  prices: THERE.price,
  coupons: 'w1NbDv6G',
  balance_transactions: 'txn_380OBuTvjW7jUUM13kTNmyor',
  payment_intents: THERE.payment_intent,
  setup_intents: 'seti_18hUUDfJWPu3c3s2yhTSOs4b',
  payment_methods: THERE.payment_method,
  checkout_sessions: 'cs_test_jOr3K8hMsGNYFEA74QJu8W8KZGIApWLYnlUja7UObBM77BdDUiwaNptp78',
  disputes: 'dp_13kMK3gP2DCIXjfACH5JnEio',
  payouts: 'po_1NqyGq0Nf5RbtoLdGLEv6h2C',
  events: 'evt_14suXjzkHSMYs2Dtc24yskTB',
}

const entities = Object.entries(NEIGHBOURS)

const { customer, payment_method } = THERE
const money = { amount: 1000, currency: 'usd' }
const PAGE = 'https://example.com/'

function make(entity: string, params: Preparation['params'] = {}): Preparation {
  return { entity, action: 'create', params }
}

const line = make('invoice_items', { customer, ...money })
/** It takes the lines that wait for it. */
const draft = make('invoices', { customer, pending_invoice_items_behavior: 'include' })
const open: Preparation = { entity: 'invoices', action: 'finalize' }
const waiting = make('payment_intents', { ...money, customer, payment_method })
const held = make('payment_intents', {
  ...money,
  payment_method: 'pm_card_visa',
  confirm: true,
  capture_method: 'manual',
})
const paid = make('payment_intents', { ...money, payment_method: 'pm_card_visa', confirm: true })

/** What to practise with: the emulated Stripe begins with a few records of each kind, and these make more. */
export const practice: PracticeData = {
  samples: {
    ...THERE,
    ...Object.fromEntries(
      entities.flatMap(([entity, id]) => [
        [`${entity} starting_after`, id],
        [`${entity} ending_before`, id],
      ]),
    ),
    amount: 1000,
    currency: 'usd',
    email: 'ada@example.com',
    receipt_email: 'ada@example.com',
    customer_email: 'ada@example.com',
    url: PAGE,
    images: [`${PAGE}1.png`],
    success_url: PAGE,
    cancel_url: PAGE,
    return_url: PAGE,
    invoice_settings: { default_payment_method: payment_method },
    default_payment_method: payment_method,
    source: THERE.charge,
    query: 'created>0',
    'products query': 'active:"true"',
    'prices query': 'active:"true"',
    // The emulator's mark of the second record.
    page: Buffer.from('position:1').toString('base64url'),
    'invoices.create collection_method': 'send_invoice',
    'invoices.update collection_method': 'send_invoice',
    'invoices.create due_date': 1_800_000_000,
    'invoices.update due_date': 1_800_000_000,
    'prices.create billing_scheme': 'tiered',
    'payment_intents.create payment_method': 'pm_card_visa',
    'subscriptions.create items': [{ price: THERE.price, quantity: 2 }],
    'subscriptions.update items': [{ price: THERE.price, quantity: 2 }],
    tiers: [{ up_to: 'inf', unit_amount: 5 }],
    'coupons.create id': 'TEN-{n}',
    'coupons.create duration': 'repeating',
    line_items: [
      { price_data: { currency: 'usd', unit_amount: 500, product_data: { name: 'Pen' } }, quantity: 1 },
    ],
    discounts: [{ coupon: NEIGHBOURS.coupons }],
    expires_at: 1_767_330_000,
  },
  named: {
    'invoice_items.create': { invoice: 'id' },
    'charges.capture': { id: 'latest_charge' },
    'refunds.create': { payment_intent: 'id', charge: 'latest_charge' },
    'payment_methods.attach': { id: 'payment_method' },
  },
  first: {
    'invoices.update': draft,
    'invoices.delete': draft,
    'invoices.finalize': draft,
    'invoices.send': make('invoices', { customer, collection_method: 'send_invoice', days_until_due: 3 }),
    'invoices.pay': open,
    'invoices.void': open,
    'invoices.mark_uncollectible': open,
    'invoice_items.create': draft,
    'invoice_items.update': line,
    'invoice_items.delete': line,
    'charges.capture': held,
    'refunds.create': paid,
    'payment_intents.update': waiting,
    'payment_intents.confirm': waiting,
    'payment_intents.cancel': waiting,
    'payment_intents.capture': held,
    'setup_intents.confirm': make('setup_intents', { customer, payment_method }),
    'setup_intents.cancel': make('setup_intents'),
    'payment_methods.attach': make('setup_intents', { payment_method: 'pm_card_visa' }),
    'payouts.update': make('payouts', { amount: 1, currency: 'usd' }),
    'payouts.cancel': make('payouts', { amount: 1, currency: 'usd' }),
    'products.delete': make('products', { name: 'Pen' }),
  },
  fill: [
    line,
    {
      entity: 'customers',
      action: 'update',
      params: { id: customer, invoice_settings: { default_payment_method: payment_method } },
    },
  ],
  apart: [
    '* starting_after',
    '* ending_before',
    'invoices.create due_date collection_method',
    'invoices.create days_until_due collection_method',
    'invoices.update due_date collection_method',
    'invoices.update days_until_due collection_method',
    'invoice_items.create price',
    'invoice_items.update price',
    'refunds.create charge',
    'prices.create unit_amount_decimal',
    'prices.create unit_amount',
    'coupons.create percent_off duration duration_in_months',
  ],
}
