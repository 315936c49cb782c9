import { patch, post } from '@sallyport/definition'
import { Type } from 'typebox'
import * as v from '../values.ts'
import { FILE } from './file-record.ts'

const { Optional: optional, String: text, Boolean: flag, Array: list } = Type

const described = { mimeType: optional(text()), description: optional(text()) }
const placed = { id: optional(text()), name: text(), parents: optional(list(text())), ...described }
const version = {
  fileId: text(),
  name: optional(text()),
  ...described,
  keepRevisionForever: optional(flag()),
}

const answer = { fields: FILE, ...v.ALL_DRIVES } as const
const wire = { ...v.MASK_WIRE, ...v.ALL_DRIVES_WIRE, uploadType: { in: 'query' } } as const
const versionWire = { ...wire, keepRevisionForever: { in: 'query' } } as const

/** developers.google.com/workspace/drive/api/guides/manage-uploads#resumable */
const session = {
  as: 'session',
  address: { header: 'location' },
  method: 'PUT',
  tellsInHeaders: { 'x-upload-content-type': 'type', 'x-upload-content-length': 'size' },
  // A multiple of 256 KiB, as all but the last piece have to be.
  pieces: 8 * 1024 * 1024,
} as const

const stated = { reversible: true, flow: { content: ['name', 'description'] } } as const

const upload = post('/upload/drive/v3/files', {
  about: 'Creates a file from bytes, up to 5 MB; into Docs, Sheets or Slides by its mimeType.',
  params: placed,
  fixed: { uploadType: 'multipart', ...answer },
  wire,
  takes: { as: 'related' },
  aliases: { file_content: 'file', file_mime_type: 'file_type', uploadType: null, ...v.ALL_DRIVES_ALIASES },
  ...stated,
})

const uploadLarge = post('/upload/drive/v3/files', {
  about: 'Creates a file from bytes of any size, in pieces that survive an interruption.',
  params: placed,
  fixed: { uploadType: 'resumable', ...answer },
  wire,
  takes: session,
  ...stated,
})

const uploadVersion = patch('/upload/drive/v3/files/{fileId}', {
  about: 'Gives a file new bytes, up to 5 MB; those before stay as a revision.',
  params: version,
  fixed: { uploadType: 'multipart', ...answer },
  wire: versionWire,
  takes: { as: 'related' },
  ...stated,
})

const uploadLargeVersion = patch('/upload/drive/v3/files/{fileId}', {
  about: 'Gives a file new bytes of any size, in pieces; those before stay as a revision.',
  params: version,
  fixed: { uploadType: 'resumable', ...answer },
  wire: versionWire,
  takes: session,
  ...stated,
})

export const uploads = {
  upload,
  upload_large: uploadLarge,
  upload_version: uploadVersion,
  upload_large_version: uploadLargeVersion,
}
