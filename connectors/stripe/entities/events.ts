import { entity, get, nullable } from '@sallyport/definition'
import { Type } from 'typebox'
import { inPages, places } from '../lists.ts'
import { range } from '../values.ts'

const { Object: object, Optional: optional, String: text, Integer: whole, Boolean: flag, Array: list } = Type

const event = object({
  id: text(),
  type: text(),
  api_version: optional(nullable(text())),
  data: object({ object: Type.Record(text(), Type.Unknown()) }),
  pending_webhooks: whole(),
  created: whole(),
  livemode: flag(),
})

export const events = entity({
  about: 'What has happened in the last 30 days, each with its record as it was then.',
  record: event,
  key: ['id'],
  compact: ['id', 'type', 'created', 'data.object.id'],
  untrusted: ['data'],
  actions: {
    list: get('/v1/events', {
      about: 'Lists events.',
      params: {
        created: optional(range),
        type: optional(text({ description: 'Such as invoice.paid, or charge.* for a group.' })),
        types: optional(list(text(), { maxItems: 20 })),
        delivery_success: optional(flag()),
        ...places,
      },
      ...inPages,
    }),
    get: get('/v1/events/{id}', { about: 'Reads an event.', params: { id: text() } }),
  },
  search: { fields: { id: 'keyword', type: 'keyword', created: 'number' } },
  sync: { from: 'list', cursor: 'created', order: 'desc' },
})
