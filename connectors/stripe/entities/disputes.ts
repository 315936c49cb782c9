import { entity, get, nullable, post } from '@sallyport/definition'
import { Type } from 'typebox'
import { inPages, places } from '../lists.ts'
import { metadata, range } from '../values.ts'

const { Object: object, Optional: optional, String: text, Integer: whole, Boolean: flag } = Type

const dispute = object({
  id: text(),
  status: text(),
  reason: text(),
  amount: whole(),
  currency: text(),
  charge: text(),
  payment_intent: optional(nullable(text())),
  evidence_details: object({
    due_by: optional(nullable(whole())),
    has_evidence: flag(),
    past_due: flag(),
    submission_count: whole(),
  }),
  is_charge_refundable: flag(),
  created: whole(),
  livemode: flag(),
  metadata,
})

const evidence = object({
  cancellation_rebuttal: optional(text()),
  customer_email_address: optional(text()),
  customer_name: optional(text()),
  customer_purchase_ip: optional(text()),
  duplicate_charge_explanation: optional(text()),
  duplicate_charge_id: optional(text()),
  product_description: optional(text()),
  refund_policy_disclosure: optional(text()),
  refund_refusal_explanation: optional(text()),
  service_date: optional(text()),
  shipping_carrier: optional(text()),
  shipping_date: optional(text()),
  shipping_tracking_number: optional(text()),
  uncategorized_text: optional(text()),
})

export const disputes = entity({
  about: 'Payments that customers question at their bank.',
  record: dispute,
  key: ['id'],
  compact: ['id', 'status', 'reason', 'amount', 'currency', 'charge', 'evidence_details.due_by'],
  untrusted: [],
  relations: {
    charge: { field: 'charge', entity: 'charges', key: 'id' },
    payment_intent: { field: 'payment_intent', entity: 'payment_intents', key: 'id' },
  },
  actions: {
    list: get('/v1/disputes', {
      about: 'Lists disputes.',
      params: {
        charge: optional(text()),
        created: optional(range),
        payment_intent: optional(text()),
        ...places,
      },
      ...inPages,
    }),
    get: get('/v1/disputes/{id}', { about: 'Reads a dispute.', params: { id: text() } }),
    update: post('/v1/disputes/{id}', {
      about: 'Answers a dispute. Unless submit is false the evidence goes to the bank, once.',
      params: {
        id: text(),
        evidence: optional(evidence),
        submit: optional(flag({ description: 'False keeps the evidence as a draft.' })),
        metadata: optional(metadata),
      },
      effect: 'external_message',
      flow: { content: ['evidence'] },
      reversible: false,
    }),
    close: post('/v1/disputes/{id}/close', {
      about: 'Gives a dispute up as lost. The money is gone.',
      params: { id: text() },
      effect: 'money',
      reversible: false,
    }),
  },
  search: {
    fields: {
      id: 'keyword',
      status: 'keyword',
      reason: 'keyword',
      amount: 'number',
      currency: 'keyword',
      charge: 'keyword',
      payment_intent: 'keyword',
      created: 'number',
    },
  },
  sync: { from: 'list', order: 'desc', deleted: 'absent' },
})
