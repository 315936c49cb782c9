import { del, entity, get, patch, post } from '@sallyport/definition'
import { Type } from 'typebox'
import { listMaskOf, maskOf, takesListMask, takesMask } from '../mask.ts'
import * as v from '../values.ts'

const { Object: object, Optional: optional, String: text, Boolean: flag } = Type

export const reply = object({
  id: text(),
  content: optional(text()),
  action: optional(text()),
  author: optional(v.user),
  createdTime: optional(v.time),
  modifiedTime: optional(v.time),
  deleted: optional(flag()),
})

export const REPLY = maskOf(reply)

const comment = { fileId: text(), commentId: text() }
const ids = { ...comment, replyId: text() }
const deleted = { includeDeleted: optional(flag()) }
const answer = { fixed: { fields: REPLY }, wire: v.MASK_WIRE } as const

export const replies = entity({
  about: 'Answers to a comment.',
  record: reply,
  key: ['id'],
  compact: ['id', 'content', 'action', 'author.displayName', 'createdTime'],
  untrusted: ['content', 'author.displayName'],
  search: {
    fields: { content: 'text', 'author.displayName': 'text', action: 'keyword', createdTime: 'date' },
    semantic: ['content'],
  },
  sync: { from: 'list', params: { includeDeleted: true }, deleted: { field: 'deleted' } },
  actions: {
    list: get('/drive/v3/files/{fileId}/comments/{commentId}/replies', {
      about: 'Replies to a comment, the first first.',
      params: { ...comment, ...deleted, ...takesListMask('replies', listMaskOf('replies', reply)) },
      aliases: v.PAGE_ALIASES,
      records: 'replies',
      ...v.pages(100),
    }),
    get: get('/drive/v3/files/{fileId}/comments/{commentId}/replies/{replyId}', {
      about: 'One reply.',
      params: { ...ids, ...deleted, ...takesMask(reply) },
    }),
    // Whoever takes part in the thread is told of it by email.
    create: post('/drive/v3/files/{fileId}/comments/{commentId}/replies', {
      about: 'Replies to a comment.',
      params: { ...comment, content: text() },
      ...answer,
      effect: 'external_message',
      reversible: false,
      flow: { recipient: ['fileId', 'commentId'], content: ['content'] },
    }),
    update: patch('/drive/v3/files/{fileId}/comments/{commentId}/replies/{replyId}', {
      about: 'Writes a reply anew.',
      params: { ...ids, content: text() },
      ...answer,
      idempotency: 'natural',
      reversible: true,
      flow: { content: ['content'] },
    }),
    delete: del('/drive/v3/files/{fileId}/comments/{commentId}/replies/{replyId}', {
      about: 'Deletes a reply.',
      params: ids,
      reversible: false,
    }),
  },
})
