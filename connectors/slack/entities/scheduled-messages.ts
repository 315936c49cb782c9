import { entity } from '@sallyport/definition'
import { asks, byCursor, does } from '../methods.ts'
import * as v from '../values.ts'

const { optional } = v

const ScheduledMessage = v.object({
  id: v.text,
  channel_id: v.text,
  post_at: v.whole,
  date_created: optional(v.whole),
  text: optional(v.text),
})

export const scheduledMessages = entity({
  about: 'Messages of the bot that wait for their time.',
  record: ScheduledMessage,
  key: ['id'],
  compact: ['id', 'channel_id', 'post_at', 'text'],
  untrusted: [],
  search: { fields: { text: 'text', channel_id: 'keyword', post_at: 'date', date_created: 'date' } },
  sync: { from: 'list', deleted: 'absent' },
  relations: { channel: { field: 'channel_id', entity: 'channels', key: 'id' } },
  actions: {
    list: asks('chat.scheduledMessages.list', {
      about: 'Messages that wait, everywhere or in one channel, between two Unix times.',
      params: { channel: optional(v.id), oldest: optional(v.ts), latest: optional(v.ts) },
      records: 'scheduled_messages',
      page: byCursor,
    }),
    delete: does('chat.deleteScheduledMessage', {
      about: 'Calls a message off that waits.',
      params: { channel: v.id, scheduled_message_id: v.id },
      effect: 'destructive',
      idempotency: 'natural',
      reversible: false,
    }),
  },
})
