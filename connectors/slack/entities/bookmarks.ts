import { entity, nullable, unpaged } from '@sallyport/definition'
import { Type } from 'typebox'
import { asks, does } from '../methods.ts'
import * as v from '../values.ts'

const { optional } = v

const Bookmark = v.object({
  id: v.text,
  channel_id: v.text,
  title: v.text,
  type: v.text,
  link: optional(nullable(v.text)),
  emoji: optional(nullable(v.text)),
  icon_url: optional(nullable(v.text)),
  entity_id: optional(nullable(v.text)),
  rank: optional(nullable(v.text)),
  date_created: optional(v.whole),
  date_updated: optional(v.whole),
  last_updated_by_user_id: optional(nullable(v.text)),
})

const flow = { recipient: ['channel_id'], content: ['title', 'emoji'], url: ['link'] } as const

export const bookmarks = entity({
  about: 'Links at the top of a channel.',
  record: Bookmark,
  key: ['id'],
  compact: ['id', 'title', 'link'],
  untrusted: ['title', 'link'],
  search: {
    fields: { title: 'text', link: 'keyword', channel_id: 'keyword', type: 'keyword', date_updated: 'date' },
  },
  // Of one channel.
  sync: { from: 'list', deleted: 'absent' },
  relations: {
    channel: { field: 'channel_id', entity: 'channels', key: 'id' },
    author: { field: 'last_updated_by_user_id', entity: 'users', key: 'id' },
  },
  actions: {
    list: asks('bookmarks.list', {
      about: 'All bookmarks of a channel.',
      params: { channel_id: v.id },
      records: 'bookmarks',
      page: unpaged('A channel has at most 100 bookmarks, and Slack gives them at once.'),
    }),
    create: does('bookmarks.add', {
      about: 'Adds a link to the top of a channel.',
      params: {
        channel_id: v.id,
        title: v.line,
        type: Type.Enum(['link']),
        link: v.url,
        emoji: optional(v.emoji),
      },
      effect: 'external_message',
      records: 'bookmark',
      flow,
      reversible: true,
    }),
    update: does('bookmarks.edit', {
      about: 'Changes title, address or emoji of a bookmark.',
      params: {
        channel_id: v.id,
        bookmark_id: v.id,
        title: optional(v.line),
        link: optional(v.url),
        emoji: optional(v.emoji),
      },
      effect: 'external_message',
      records: 'bookmark',
      flow,
      idempotency: 'natural',
      reversible: true,
    }),
    delete: does('bookmarks.remove', {
      about: 'Takes a bookmark out of a channel.',
      params: { channel_id: v.id, bookmark_id: v.id },
      effect: 'destructive',
      idempotency: 'natural',
      reversible: false,
    }),
  },
})
