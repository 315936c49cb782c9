import { del, entity, get, patch, post } from '@sallyport/definition'
import { Type } from 'typebox'
import { listMaskOf, maskOf, takesListMask, takesMask } from '../mask.ts'
import * as v from '../values.ts'
import { REPLY, reply } from './replies.ts'

const { Object: object, Optional: optional, String: text, Boolean: flag, Array: list } = Type

const comment = object({
  id: text(),
  content: optional(text()),
  author: optional(v.user),
  createdTime: optional(v.time),
  modifiedTime: optional(v.time),
  resolved: optional(flag()),
  deleted: optional(flag()),
  anchor: optional(text()),
  quotedFileContent: optional(object({ mimeType: optional(text()), value: optional(text()) })),
  replies: optional(list(reply)),
})

const COMMENT = maskOf(comment)

const file = { fileId: text() }
const ids = { ...file, commentId: text() }
const deleted = { includeDeleted: optional(flag()) }
const answer = { fixed: { fields: COMMENT }, wire: v.MASK_WIRE } as const

/** developers.google.com/workspace/drive/api/guides/manage-comments: a thread is resolved, and opened, by a reply. */
const settled = <const A extends 'resolve' | 'reopen'>(action: A, about: string) =>
  post('/drive/v3/files/{fileId}/comments/{commentId}/replies', {
    about,
    params: { ...ids, content: optional(text()) },
    fixed: { action, fields: REPLY },
    wire: v.MASK_WIRE,
    result: reply,
    reversible: true,
    flow: { content: ['content'] },
  })

export const comments = entity({
  about: 'What people write beside a file, each with its replies.',
  record: comment,
  key: ['id'],
  compact: ['id', 'content', 'author.displayName', 'resolved', 'createdTime'],
  untrusted: [
    'content',
    'author.displayName',
    'quotedFileContent.value',
    'replies.content',
    'replies.author.displayName',
  ],
  search: {
    fields: {
      content: 'text',
      'author.displayName': 'text',
      resolved: 'boolean',
      createdTime: 'date',
      modifiedTime: 'date',
    },
    semantic: ['content'],
  },
  sync: {
    from: 'list',
    cursor: 'modifiedTime',
    since: 'startModifiedTime',
    params: { includeDeleted: true },
    deleted: { field: 'deleted' },
  },
  actions: {
    list: get('/drive/v3/files/{fileId}/comments', {
      about: 'Comments of a file with their replies.',
      params: {
        ...file,
        startModifiedTime: optional(text()),
        ...deleted,
        ...takesListMask('comments', listMaskOf('comments', comment)),
      },
      aliases: v.PAGE_ALIASES,
      records: 'comments',
      ...v.pages(100),
    }),
    get: get('/drive/v3/files/{fileId}/comments/{commentId}', {
      about: 'One comment with its replies.',
      params: { ...ids, ...deleted, ...takesMask(comment) },
    }),
    // Whoever follows the file is told of it by email.
    create: post('/drive/v3/files/{fileId}/comments', {
      about: 'Comments on a file.',
      params: {
        ...file,
        content: text(),
        anchor: optional(text()),
        quotedText: optional(text({ description: 'What of the file is meant.' })),
      },
      fixed: { fields: COMMENT },
      wire: { ...v.MASK_WIRE, quotedText: { as: 'quotedFileContent.value' } },
      effect: 'external_message',
      reversible: false,
      flow: { recipient: ['fileId'], content: ['content', 'quotedText'] },
    }),
    update: patch('/drive/v3/files/{fileId}/comments/{commentId}', {
      about: 'Writes a comment anew.',
      params: { ...ids, content: text() },
      ...answer,
      idempotency: 'natural',
      reversible: true,
      flow: { content: ['content'] },
    }),
    resolve: settled('resolve', 'Marks a comment as resolved, perhaps with a last word; gives that reply.'),
    reopen: settled('reopen', 'Opens a resolved comment again; gives the reply that does it.'),
    delete: del('/drive/v3/files/{fileId}/comments/{commentId}', {
      about: 'Deletes a comment.',
      params: ids,
      reversible: false,
    }),
  },
})
