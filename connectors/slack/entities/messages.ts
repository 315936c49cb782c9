import { entity } from '@sallyport/definition'
import { Type } from 'typebox'
import { asks, byCursor, byPage, does } from '../methods.ts'
import * as v from '../values.ts'
import { Message } from './message-record.ts'

const { optional } = v

const between = {
  oldest: optional(v.ts),
  latest: optional(v.ts),
  inclusive: optional(v.flag),
  include_all_metadata: optional(v.flag),
}

const shown = { unfurl_links: optional(v.flag), unfurl_media: optional(v.flag) }
const inThread = { thread_ts: optional(v.ts), reply_broadcast: optional(v.flag) }
const flow = { recipient: ['channel'], content: ['text', 'blocks', 'attachments'] } as const

export const messages = entity({
  about: 'What people and bots say in channels and threads.',
  record: Message,
  key: ['ts'],
  compact: ['ts', 'user', 'bot_id', 'text', 'thread_ts', 'reply_count'],
  untrusted: ['text', 'username', 'blocks', 'attachments', 'files', 'metadata'],
  search: {
    fields: {
      text: 'text',
      user: 'keyword',
      bot_id: 'keyword',
      subtype: 'keyword',
      ts: 'keyword',
      thread_ts: 'keyword',
      reply_count: 'number',
      'reactions.name': 'keyword',
    },
    semantic: ['text'],
  },
  // Of one channel. An edit and a deletion move no time: what is older is read anew to see them.
  sync: { from: 'list', cursor: 'ts', since: 'oldest', order: 'desc' },
  relations: {
    user: { field: 'user', entity: 'users', key: 'id' },
    bot: { field: 'bot_id', entity: 'bots', key: 'id' },
    thread: { field: 'thread_ts', entity: 'messages', key: 'ts' },
  },
  actions: {
    list: asks('conversations.history', {
      about: 'Messages of a channel, newest first, without answers in threads.',
      params: { channel: v.id, ...between },
      records: 'messages',
      page: byCursor,
    }),
    list_replies: asks('conversations.replies', {
      about: 'A thread: its first message, and then the answers from the oldest on.',
      params: { channel: v.id, ts: v.ts, ...between },
      records: 'messages',
      page: byCursor,
    }),
    api_search: asks('search.messages', {
      about: 'Messages by words and "in:", "from:", "before:". Only for tokens of users.',
      params: {
        query: v.query,
        sort: optional(Type.Enum(['score', 'timestamp'])),
        sort_dir: optional(Type.Enum(['asc', 'desc'])),
        highlight: optional(v.flag),
      },
      records: 'messages.matches',
      page: byPage(100),
    }),
    // docs.slack.dev/reference/methods/conversations.replies: of a message without answers it gives that one alone.
    get: asks('conversations.replies', {
      about: 'One message that is in no thread, or begins one.',
      params: { channel: v.id, ts: v.ts },
      fixed: { limit: 1 },
      records: 'messages.0',
    }),
    get_reactions: asks('reactions.get', {
      about: 'One message with all who reacted to it.',
      params: { channel: v.id, timestamp: v.ts, full: optional(v.flag) },
      records: 'message',
    }),
    get_permalink: asks('chat.getPermalink', {
      about: 'The address of a message, for people.',
      params: { channel: v.id, message_ts: v.ts },
    }),
    create: does('chat.postMessage', {
      about: 'Posts into a channel, a thread ("thread_ts"), or to a user by id. Blocks need "text" as well.',
      params: {
        channel: v.id,
        ...v.content,
        ...inThread,
        ...shown,
        mrkdwn: optional(v.flag),
        metadata: optional(v.metadata),
      },
      effect: 'external_message',
      records: 'message',
      flow,
      // Taken back, it has been read.
      reversible: false,
    }),
    create_ephemeral: does('chat.postEphemeral', {
      about: 'Shows a message to one member of a channel alone, until they reload.',
      params: { channel: v.id, user: v.id, ...v.content, thread_ts: optional(v.ts) },
      effect: 'external_message',
      flow: { ...flow, recipient: ['user', 'channel'] },
      reversible: false,
    }),
    schedule: does('chat.scheduleMessage', {
      about: 'Posts at a Unix time within 120 days; "scheduled_messages.delete" calls it off.',
      params: { channel: v.id, ...v.content, post_at: v.moment, ...inThread, ...shown },
      effect: 'external_message',
      flow,
      reversible: true,
    }),
    update: does('chat.update', {
      about: 'Writes a message of the bot anew.',
      params: {
        channel: v.id,
        ts: v.ts,
        ...v.content,
        reply_broadcast: optional(v.flag),
        metadata: optional(v.metadata),
      },
      effect: 'external_message',
      flow,
      idempotency: 'natural',
      reversible: true,
    }),
    delete: does('chat.delete', {
      about: 'Deletes a message of the bot for good.',
      params: { channel: v.id, ts: v.ts },
      effect: 'destructive',
      idempotency: 'natural',
      reversible: false,
    }),
  },
})
