import { entity } from '@sallyport/definition'
import { asks, byCursor, does } from '../methods.ts'
import * as v from '../values.ts'
import { Channel } from './channel-record.ts'

const { optional } = v

const channel = { channel: v.id }
const kinds = {
  types: optional(v.line),
  exclude_archived: optional(v.flag),
}

export const channels = entity({
  about: 'Where people talk: channels, and direct messages of two or more.',
  record: Channel,
  key: ['id'],
  compact: ['id', 'name', 'is_private', 'is_archived', 'is_member', 'topic.value', 'num_members'],
  untrusted: ['name', 'topic.value', 'purpose.value', 'previous_names'],
  search: {
    fields: {
      name: 'text',
      'topic.value': 'text',
      'purpose.value': 'text',
      creator: 'keyword',
      user: 'keyword',
      created: 'date',
      is_archived: 'boolean',
      is_private: 'boolean',
      is_member: 'boolean',
      num_members: 'number',
    },
    semantic: ['name', 'topic.value', 'purpose.value'],
  },
  // Slack lists by nothing that grows: the whole is read anew.
  sync: { from: 'list', params: { types: 'public_channel,private_channel' }, deleted: 'absent' },
  relations: {
    creator: { field: 'creator', entity: 'users', key: 'id' },
    user: { field: 'user', entity: 'users', key: 'id' },
  },
  actions: {
    list: asks('conversations.list', {
      about: 'Channels that the token can see; "types" such as "public_channel,private_channel,mpim,im".',
      params: kinds,
      records: 'channels',
      page: byCursor,
    }),
    list_for_user: asks('users.conversations', {
      about: 'Channels that a user, or whose token it is, is a member of.',
      params: { user: optional(v.id), ...kinds },
      records: 'channels',
      page: byCursor,
    }),
    get: asks('conversations.info', {
      about: 'One channel.',
      params: { ...channel, include_num_members: optional(v.flag), include_locale: optional(v.flag) },
      records: 'channel',
    }),
    create: does('conversations.create', {
      about: 'Creates a channel, of which the bot is the first member.',
      params: { name: v.channelName, is_private: optional(v.flag) },
      records: 'channel',
      flow: { content: ['name'] },
      reversible: true,
    }),
    update: does('conversations.rename', {
      about: 'Renames a channel.',
      params: { ...channel, name: v.channelName },
      records: 'channel',
      flow: { content: ['name'] },
      idempotency: 'natural',
      reversible: true,
    }),
    // Who is in the channel sees a line about it.
    set_topic: does('conversations.setTopic', {
      about: 'Sets what a channel is about at present.',
      params: { ...channel, topic: v.topic },
      effect: 'external_message',
      flow: { recipient: ['channel'], content: ['topic'] },
      idempotency: 'natural',
      reversible: true,
    }),
    set_purpose: does('conversations.setPurpose', {
      about: 'Sets what a channel is for.',
      params: { ...channel, purpose: v.topic },
      effect: 'external_message',
      flow: { recipient: ['channel'], content: ['purpose'] },
      idempotency: 'natural',
      reversible: true,
    }),
    archive: does('conversations.archive', {
      about: 'Closes a channel for everybody; what was said in it stays.',
      params: channel,
      effect: 'destructive',
      // A second time it is refused: already_archived.
      idempotency: { verify: 'get', when: { is_archived: true } },
      reversible: true,
    }),
    unarchive: does('conversations.unarchive', {
      about: 'Opens an archived channel again. Slack lets users do that, and seldom bots.',
      params: channel,
      idempotency: { verify: 'get', when: { is_archived: false } },
      reversible: true,
    }),
    invite: does('conversations.invite', {
      about: 'Brings users into a channel; with "force" those that can be, where others cannot.',
      params: { ...channel, users: v.ids, force: optional(v.flag) },
      records: 'channel',
      flow: { recipient: ['users'] },
      reversible: true,
    }),
    kick: does('conversations.kick', {
      about: 'Takes a user out of a channel.',
      params: { ...channel, user: v.id },
      effect: 'destructive',
      flow: { recipient: ['user'] },
      reversible: true,
    }),
    join: does('conversations.join', {
      about: 'Makes the bot a member of a public channel.',
      params: channel,
      records: 'channel',
      // Whoever is a member is told so, and it is no failure.
      idempotency: 'natural',
      reversible: true,
    }),
    leave: does('conversations.leave', {
      about: 'Takes the bot out of a channel.',
      params: channel,
      effect: 'destructive',
      idempotency: 'natural',
      reversible: true,
    }),
    open: does('conversations.open', {
      about: 'Opens the direct message with one user, or the group of several; its id takes messages.',
      params: { users: v.ids, return_im: optional(v.flag) },
      records: 'channel',
      idempotency: 'natural',
      reversible: true,
    }),
    close: does('conversations.close', {
      about: 'Puts a direct message out of sight; it stays, and is opened again by "open".',
      params: channel,
      idempotency: 'natural',
      reversible: true,
    }),
  },
})
