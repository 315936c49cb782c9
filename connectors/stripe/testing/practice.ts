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

/** Entity -> a record that is there, where it is not of those above. */
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

const lists = Object.entries(NEIGHBOURS)

const draft: Preparation = { entity: 'invoices', action: 'create', params: { customer: THERE.customer } }
const open: Preparation = { entity: 'invoices', action: 'finalize' }
const card = { payment_method: 'pm_card_visa' }
const paid = { ...card, confirm: true, amount: 1000, currency: 'usd' }
const making = (entity: string, params: object = {}): Preparation => ({
  entity,
  action: 'create',
  params: { ...params },
})

/** What to practise with: the emulated Stripe begins with a few records of each kind, and these make more. */
export const practice: PracticeData = {
  samples: {
    ...THERE,
    ...Object.fromEntries(
      lists.flatMap(([entity, id]) => [
        [`${entity} starting_after`, id],
        [`${entity} ending_before`, id],
      ]),
    ),
    amount: 1000,
    currency: 'usd',
    email: 'ada@example.com',
    receipt_email: 'ada@example.com',
    customer_email: 'ada@example.com',
    url: 'https://example.com/',
    images: ['https://example.com/1.png'],
    success_url: 'https://example.com/',
    cancel_url: 'https://example.com/',
    return_url: 'https://example.com/',
    invoice_settings: { default_payment_method: THERE.payment_method },
    default_payment_method: THERE.payment_method,
    query: 'created>0',
    source: THERE.charge,
  },
  named: Object.fromEntries(lists.map(([entity]) => [entity, { id: 'id' }])),
  first: {
    'invoices.update': draft,
    'invoices.delete': draft,
    'invoices.finalize': draft,
    'invoices.send': draft,
    'invoices.pay': open,
    'invoices.void': open,
    'invoices.mark_uncollectible': open,
    'invoice_items.update': making('invoice_items', { customer: THERE.customer, amount: 5, currency: 'usd' }),
    'refunds.create': making('payment_intents', paid),
    'payment_intents.update': making('payment_intents', { amount: 1000, currency: 'usd' }),
    'payment_intents.confirm': making('payment_intents', { amount: 1000, currency: 'usd' }),
    'payment_intents.cancel': making('payment_intents', { amount: 1000, currency: 'usd' }),
    'payment_intents.capture': making('payment_intents', { ...paid, capture_method: 'manual' }),
    'setup_intents.confirm': making('setup_intents'),
    'setup_intents.cancel': making('setup_intents'),
    'payouts.update': making('payouts', { amount: 1, currency: 'usd' }),
    'payouts.cancel': making('payouts', { amount: 1, currency: 'usd' }),
    'products.delete': making('products', { name: 'Pen' }),
  },
  apart: [...lists.flatMap(([entity]) => [`${entity}.list starting_after`, `${entity}.list ending_before`])],
}
