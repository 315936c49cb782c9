import { entity, get, nullable, post } from '@sallyport/definition'
import { Type } from 'typebox'
import { inPages, places } from '../lists.ts'
import { metadata, range } from '../values.ts'

const { Object: object, Optional: optional, String: text, Integer: whole, Boolean: flag, Array: list } = Type

const setupIntent = object({
  id: text(),
  status: text(),
  customer: optional(nullable(text())),
  payment_method: optional(nullable(text())),
  payment_method_types: list(text()),
  usage: text(),
  description: optional(nullable(text())),
  cancellation_reason: optional(nullable(text())),
  created: whole(),
  livemode: flag(),
  metadata: optional(nullable(metadata)),
})

export const setupIntents = entity({
  about: 'Permissions to charge a payment method later.',
  record: setupIntent,
  key: ['id'],
  compact: ['id', 'status', 'customer', 'payment_method', 'created'],
  untrusted: [],
  relations: {
    customer: { field: 'customer', entity: 'customers', key: 'id' },
    payment_method: { field: 'payment_method', entity: 'payment_methods', key: 'id' },
  },
  actions: {
    list: get('/v1/setup_intents', {
      about: 'Lists setup intents.',
      params: {
        created: optional(range),
        customer: optional(text()),
        payment_method: optional(text()),
        ...places,
      },
      ...inPages,
    }),
    get: get('/v1/setup_intents/{id}', { about: 'Reads a setup intent.', params: { id: text() } }),
    create: post('/v1/setup_intents', {
      about: 'Begins to set up a payment method for a customer, without charging it.',
      params: {
        customer: optional(text()),
        payment_method: optional(text()),
        payment_method_types: optional(list(text())),
        usage: optional(Type.Enum(['off_session', 'on_session'])),
        description: optional(text()),
        confirm: optional(flag()),
        return_url: optional(text()),
        metadata: optional(metadata),
      },
      flow: { url: ['return_url'], content: ['description'] },
    }),
    confirm: post('/v1/setup_intents/{id}/confirm', {
      about: 'Sets the payment method up, or says what the customer has to do first.',
      params: { id: text(), payment_method: optional(text()), return_url: optional(text()) },
      flow: { url: ['return_url'] },
    }),
    cancel: post('/v1/setup_intents/{id}/cancel', {
      about: 'Calls off a setup that is not complete.',
      params: {
        id: text(),
        cancellation_reason: optional(Type.Enum(['abandoned', 'duplicate', 'requested_by_customer'])),
      },
      effect: 'destructive',
      reversible: false,
    }),
  },
  search: { fields: { id: 'keyword', status: 'keyword', customer: 'keyword', created: 'number' } },
  sync: { from: 'list', order: 'desc', deleted: 'absent' },
})
