import { del, entity, get, patch } from '@sallyport/definition'
import { Type } from 'typebox'
import { listMaskOf, maskOf } from '../mask.ts'
import * as v from '../values.ts'

const { Object: object, Optional: optional, String: text, Boolean: flag, Record: record } = Type

const revision = object({
  id: text(),
  mimeType: optional(text()),
  modifiedTime: optional(v.time),
  lastModifyingUser: optional(v.user),
  originalFilename: optional(text()),
  size: optional(text()),
  md5Checksum: optional(text()),
  keepForever: optional(flag()),
  published: optional(flag()),
  publishAuto: optional(flag()),
  publishedOutsideDomain: optional(flag()),
  publishedLink: optional(text()),
  exportLinks: optional(record(text(), text())),
})

const file = { fileId: text() }
const ids = { ...file, revisionId: text() }
const answer = { fixed: { fields: maskOf(revision) }, wire: v.MASK_WIRE } as const

export const revisions = entity({
  about: 'Earlier states of a file.',
  record: revision,
  key: ['id'],
  compact: ['id', 'modifiedTime', 'lastModifyingUser.displayName', 'size'],
  untrusted: ['originalFilename', 'lastModifyingUser.displayName'],
  search: {
    fields: {
      modifiedTime: 'date',
      'lastModifyingUser.displayName': 'text',
      keepForever: 'boolean',
      originalFilename: 'text',
    },
  },
  sync: { from: 'list', deleted: 'absent' },
  actions: {
    list: get('/drive/v3/files/{fileId}/revisions', {
      about: 'Revisions of a file, oldest first; of Docs, Sheets and Slides some may be missing.',
      params: file,
      aliases: v.PAGE_ALIASES,
      fixed: { fields: listMaskOf('revisions', revision) },
      records: 'revisions',
      ...v.pages(1000),
    }),
    get: get('/drive/v3/files/{fileId}/revisions/{revisionId}', {
      about: 'One revision.',
      params: ids,
      ...answer,
    }),
    download: get('/drive/v3/files/{fileId}/revisions/{revisionId}', {
      about: 'The bytes of a revision, or a range of them.',
      params: { ...ids, acknowledgeAbuse: optional(flag()) },
      fixed: { alt: 'media' },
      gives: 'file',
    }),
    update: patch('/drive/v3/files/{fileId}/revisions/{revisionId}', {
      about: 'Keeps a revision for good, or publishes one of Docs, Sheets or Slides on the web.',
      params: {
        ...ids,
        keepForever: optional(flag()),
        published: optional(flag()),
        publishAuto: optional(flag()),
        publishedOutsideDomain: optional(flag()),
      },
      ...answer,
      idempotency: 'natural',
      reversible: true,
    }),
    delete: del('/drive/v3/files/{fileId}/revisions/{revisionId}', {
      about: 'Deletes a revision of a file with bytes for good; the last one stays.',
      params: ids,
      reversible: false,
    }),
  },
})
