import { entity } from '@sallyport/definition'
import { Type } from 'typebox'
import { asks, byPage, does } from '../methods.ts'
import * as v from '../values.ts'

const { optional } = v

/** docs.slack.dev/reference/objects/file-object. */
const File = v.object({
  id: v.text,
  name: optional(v.text),
  title: optional(v.text),
  mimetype: optional(v.text),
  filetype: optional(v.text),
  pretty_type: optional(v.text),
  size: optional(v.whole),
  user: optional(v.text),
  created: optional(v.whole),
  timestamp: optional(v.whole),
  mode: optional(v.text),
  is_external: optional(v.flag),
  is_public: optional(v.flag),
  channels: optional(v.list(v.text)),
  groups: optional(v.list(v.text)),
  ims: optional(v.list(v.text)),
  permalink: optional(v.text),
  url_private: optional(v.text),
  url_private_download: optional(v.text),
})

export const files = entity({
  about: 'What people share in channels.',
  record: File,
  key: ['id'],
  compact: ['id', 'title', 'name', 'filetype', 'size', 'user', 'created', 'permalink'],
  untrusted: ['name', 'title'],
  search: {
    fields: {
      name: 'text',
      title: 'text',
      filetype: 'keyword',
      mimetype: 'keyword',
      user: 'keyword',
      channels: 'keyword',
      size: 'number',
      created: 'date',
    },
    semantic: ['title'],
  },
  sync: { from: 'list', cursor: 'created', since: 'ts_from', order: 'desc' },
  relations: {
    user: { field: 'user', entity: 'users', key: 'id' },
    channels: { field: 'channels', entity: 'channels', key: 'id' },
  },
  actions: {
    list: asks('files.list', {
      about: 'Files, newest first; "types" such as "images,pdfs".',
      params: {
        channel: optional(v.id),
        user: optional(v.id),
        types: optional(v.line),
        ts_from: optional(v.ts),
        ts_to: optional(v.ts),
        show_files_hidden_by_limit: optional(v.flag),
      },
      records: 'files',
      page: byPage(1000),
    }),
    api_search: asks('search.files', {
      about: 'Files by words of their names and contents. Only for tokens of users.',
      params: {
        query: v.query,
        sort: optional(Type.Enum(['score', 'timestamp'])),
        sort_dir: optional(Type.Enum(['asc', 'desc'])),
        highlight: optional(v.flag),
      },
      records: 'files.matches',
      page: byPage(100),
    }),
    get: asks('files.info', {
      about: 'What is known of a file, and where its bytes are.',
      params: { file: v.id },
      records: 'file',
    }),
    // docs.slack.dev/messaging/working-with-files: an address, the bytes, and then the file.
    upload: does('files.getUploadURLExternal', {
      about: 'Uploads a file and shares it in a channel or thread, where these name one.',
      params: {
        title: optional(v.line),
        alt_txt: optional(Type.String({ maxLength: 1000 })),
        channel_id: optional(v.id),
        thread_ts: optional(v.ts),
        initial_comment: optional(v.mrkdwn),
      },
      effect: 'external_message',
      flow: { recipient: ['channel_id'], content: ['title', 'alt_txt', 'initial_comment'] },
      encoding: { body: 'form' },
      records: 'files.0',
      reversible: true,
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
    download: asks('files.info', {
      about: 'Gives the bytes of a file, or a range of them.',
      params: { file: v.id },
      gives: { at: 'file.url_private_download' },
    }),
    delete: does('files.delete', {
      about: 'Deletes a file of the bot for good.',
      params: { file: v.id },
      effect: 'destructive',
      idempotency: 'natural',
      reversible: false,
    }),
  },
})
