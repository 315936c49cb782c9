import { del, entity, get, post } from '@sallyport/definition'
import { Type } from 'typebox'
import { inPages, inResults, places, searched } from '../lists.ts'
import { collection, metadata, range } from '../values.ts'
import { invoice, searchOfInvoices } from './invoice-record.ts'

const { Optional: optional, String: text, Integer: whole, Boolean: flag } = Type

const given = {
  auto_advance: optional(
    flag({ description: 'Whether Stripe finalizes it by itself, then charges or sends it.' }),
  ),
  collection_method: optional(collection),
  description: optional(text()),
  days_until_due: optional(whole()),
  due_date: optional(whole({ description: 'Unix time, in seconds.' })),
  footer: optional(text()),
  default_payment_method: optional(text()),
  statement_descriptor: optional(text()),
  metadata: optional(metadata),
}

export const invoices = entity({
  about: 'What customers owe. Drafts are filled with invoice_items, then finalized, then paid or sent.',
  record: invoice,
  key: ['id'],
  compact: ['id', 'number', 'status', 'customer', 'customer_email', 'amount_due', 'currency', 'created'],
  untrusted: ['customer_name', 'customer_email', 'customer_phone', 'customer_address', 'customer_shipping'],
  relations: {
    customer: { field: 'customer', entity: 'customers', key: 'id' },
    subscription: { field: 'subscription', entity: 'subscriptions', key: 'id' },
    charge: { field: 'charge', entity: 'charges', key: 'id' },
    payment_intent: { field: 'payment_intent', entity: 'payment_intents', key: 'id' },
  },
  actions: {
    list: get('/v1/invoices', {
      about: 'Lists invoices.',
      params: {
        collection_method: optional(collection),
        created: optional(range),
        customer: optional(text()),
        customer_account: optional(text()),
        due_date: optional(range),
        status: optional(Type.Enum(['draft', 'open', 'paid', 'uncollectible', 'void'])),
        subscription: optional(text()),
        ...places,
      },
      ...inPages,
    }),
    get: get('/v1/invoices/{id}', { about: 'Reads an invoice.', params: { id: text() } }),
    create: post('/v1/invoices', {
      about: 'Creates a draft.',
      params: {
        customer: text(),
        ...given,
        currency: optional(text()),
        subscription: optional(text()),
        pending_invoice_items_behavior: optional(
          Type.Enum(['exclude', 'include'], {
            description: "Whether the customer's waiting items go onto it.",
          }),
        ),
      },
      flow: { content: ['description', 'footer'] },
      reversible: true,
    }),
    update: post('/v1/invoices/{id}', {
      about: 'Changes a draft; of a finalized invoice only some members.',
      params: { id: text(), ...given },
      flow: { content: ['description', 'footer'] },
      reversible: true,
    }),
    delete: del('/v1/invoices/{id}', {
      about: 'Deletes a draft for good. Other invoices are voided instead.',
      params: { id: text() },
      idempotency: 'natural',
      reversible: false,
    }),
    finalize: post('/v1/invoices/{id}/finalize', {
      about: 'Makes a draft final. One that is charged automatically may then be paid by itself.',
      params: { id: text(), auto_advance: given.auto_advance },
      effect: 'money',
      reversible: false,
    }),
    send: post('/v1/invoices/{id}/send', {
      about: 'Mails an invoice to its customer; a draft is made final first.',
      params: { id: text() },
      effect: 'external_message',
      // Whom it reaches, and what they read, is what the invoice says.
      flow: { recipient: ['id'], content: ['id'] },
      reversible: false,
    }),
    pay: post('/v1/invoices/{id}/pay', {
      about: 'Charges the customer for an invoice, or marks it as paid elsewhere.',
      params: {
        id: text(),
        payment_method: optional(text()),
        paid_out_of_band: optional(
          flag({ description: 'It was paid outside of Stripe: nobody is charged.' }),
        ),
        off_session: optional(flag()),
        forgive: optional(flag({ description: 'Whether too small a source counts as the whole.' })),
      },
      effect: 'money',
    }),
    void: post('/v1/invoices/{id}/void', {
      about: 'Takes a finalized invoice back for good; it stays on record.',
      params: { id: text() },
      effect: 'destructive',
      reversible: false,
    }),
    mark_uncollectible: post('/v1/invoices/{id}/mark_uncollectible', {
      about: 'Writes an invoice off as bad debt. It can still be paid or voided.',
      params: { id: text() },
    }),
    api_search: get('/v1/invoices/search', {
      about: 'Searches invoices by customer, number, status, total or metadata.',
      params: searched,
      ...inResults,
    }),
  },
  search: searchOfInvoices,
  sync: { from: 'list', order: 'desc', deleted: 'absent' },
})
