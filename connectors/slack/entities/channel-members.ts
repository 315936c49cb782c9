import { entity } from '@sallyport/definition'
import { asks, byCursor } from '../methods.ts'
import * as v from '../values.ts'

export const channelMembers = entity({
  about: 'Who is in a channel.',
  // Slack lists ids, and no records.
  record: v.text,
  key: [],
  untrusted: [],
  actions: {
    list: asks('conversations.members', {
      about: 'Ids of the users who are in a channel.',
      params: { channel: v.id },
      records: 'members',
      page: byCursor,
    }),
  },
})
