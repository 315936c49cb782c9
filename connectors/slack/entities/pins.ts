import { entity, unpaged } from '@sallyport/definition'
import { asks, does } from '../methods.ts'
import * as v from '../values.ts'

const { optional } = v

const Pin = v.object({
  type: optional(v.text),
  channel: optional(v.text),
  created: optional(v.whole),
  created_by: optional(v.text),
  message: optional(
    v.object({
      ts: optional(v.text),
      text: optional(v.text),
      user: optional(v.text),
      permalink: optional(v.text),
    }),
  ),
})

const place = { channel: v.id, timestamp: v.ts }

export const pins = entity({
  about: 'Messages that a channel keeps at hand.',
  record: Pin,
  key: ['channel', 'created'],
  compact: ['channel', 'created', 'message.ts', 'message.text'],
  untrusted: ['message.text'],
  search: {
    fields: {
      channel: 'keyword',
      created: 'date',
      created_by: 'keyword',
      'message.text': 'text',
      'message.user': 'keyword',
    },
    semantic: ['message.text'],
  },
  // Of one channel.
  sync: { from: 'list', deleted: 'absent' },
  relations: {
    channel: { field: 'channel', entity: 'channels', key: 'id' },
    message: { field: 'message.ts', entity: 'messages', key: 'ts' },
    author: { field: 'created_by', entity: 'users', key: 'id' },
  },
  actions: {
    list: asks('pins.list', {
      about: 'What is pinned in a channel, latest first.',
      params: { channel: v.id },
      records: 'items',
      page: unpaged('A channel has at most 100 pins, and Slack gives them at once.'),
    }),
    create: does('pins.add', {
      about: 'Pins a message in its channel, where a line tells everybody.',
      params: place,
      flow: { recipient: ['channel'] },
      reversible: true,
    }),
    delete: does('pins.remove', {
      about: 'Takes a pin off a message; the message stays.',
      params: place,
      effect: 'destructive',
      idempotency: 'natural',
      reversible: true,
    }),
  },
})
