import { entity } from '@sallyport/definition'
import { asks } from '../methods.ts'
import * as v from '../values.ts'

export const bots = entity({
  about: 'Applications that post messages; "bot_id" of a message names one.',
  record: v.object({
    id: v.text,
    name: v.text,
    deleted: v.flag,
    app_id: v.optional(v.text),
    user_id: v.optional(v.text),
    updated: v.optional(v.whole),
  }),
  key: ['id'],
  compact: ['id', 'name', 'app_id', 'user_id'],
  untrusted: ['name'],
  relations: { user: { field: 'user_id', entity: 'users', key: 'id' } },
  actions: {
    get: asks('bots.info', { about: 'One bot.', params: { bot: v.id }, records: 'bot' }),
  },
})
