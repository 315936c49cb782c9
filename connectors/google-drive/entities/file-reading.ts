import { get } from '@sallyport/definition'
import { Type } from 'typebox'
import { takesListMask, takesMask } from '../mask.ts'
import * as v from '../values.ts'
import { FILE, file } from './file-record.ts'

const {
  Object: object,
  Optional: optional,
  String: text,
  Boolean: flag,
  Integer: whole,
  Array: listOf,
  Literal: literal,
} = Type

const id = { fileId: text() }

const list = get('/drive/v3/files', {
  about: 'Files and folders; "q" is Drive\'s query language: "name contains \'a\' and trashed = false".',
  params: {
    q: optional(text()),
    orderBy: optional(text({ description: 'Names with commas, such as "folder,modifiedTime desc".' })),
    spaces: optional(text()),
    corpora: optional(text({ description: 'user, drive (with driveId), domain or allDrives.' })),
    driveId: optional(text()),
    includeItemsFromAllDrives: optional(flag()),
    ...takesListMask('files', `nextPageToken,incompleteSearch,files(${FILE})`),
  },
  aliases: { ...v.PAGE_ALIASES, ...v.ALL_DRIVES_ALIASES },
  fixed: v.ALL_DRIVES,
  records: 'files',
  ...v.pages(1000),
})

const one = get('/drive/v3/files/{fileId}', {
  about: 'One file or folder; "root" is the top of My Drive.',
  params: { ...id, ...takesMask(file) },
  aliases: v.ALL_DRIVES_ALIASES,
  fixed: v.ALL_DRIVES,
})

const download = get('/drive/v3/files/{fileId}', {
  about: 'The bytes of a file, or a range of them. What was written in Docs, Sheets or Slides is exported.',
  params: { ...id, acknowledgeAbuse: optional(flag()) },
  aliases: { alt: null, ...v.ALL_DRIVES_ALIASES },
  fixed: { alt: 'media', ...v.ALL_DRIVES },
  gives: 'file',
})

// developers.google.com/workspace/drive/api/guides/ref-export-formats
const exported = get('/drive/v3/files/{fileId}/export', {
  about: 'A document of Docs, Sheets or Slides in another format (about.get lists them), up to 10 MB.',
  params: { ...id, mimeType: text() },
  gives: 'file',
})

const generateIds = get('/drive/v3/files/generateIds', {
  about: 'Ids that files can be created with, so that none is made twice.',
  params: {
    count: optional(whole({ minimum: 1, maximum: 1000 })),
    space: optional(Type.Union([literal('drive'), literal('appDataFolder')])),
    type: optional(Type.Union([literal('files'), literal('shortcuts')])),
  },
  result: object({ ids: listOf(text()), space: optional(text()) }),
})

export const reading = { list, get: one, download, export: exported, generate_ids: generateIds }
