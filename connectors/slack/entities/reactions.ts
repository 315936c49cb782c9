import { entity } from '@sallyport/definition'
import { does } from '../methods.ts'
import * as v from '../values.ts'

const place = { channel: v.id, timestamp: v.ts, name: v.emoji }

export const reactions = entity({
  about: 'Emoji below messages; "messages.get_reactions" shows them.',
  record: v.object({
    name: v.optional(v.text),
    count: v.optional(v.whole),
    users: v.optional(v.list(v.text)),
  }),
  key: ['name'],
  compact: ['name', 'count'],
  untrusted: [],
  actions: {
    create: does('reactions.add', {
      about: 'Reacts to a message with an emoji, such as "thumbsup".',
      params: place,
      effect: 'external_message',
      flow: { recipient: ['channel'], content: ['name'] },
      reversible: true,
    }),
    delete: does('reactions.remove', {
      about: 'Takes a reaction of the bot away.',
      params: place,
      effect: 'destructive',
      idempotency: 'natural',
      reversible: true,
    }),
  },
})
