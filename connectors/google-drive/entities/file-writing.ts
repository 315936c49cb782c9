import { del, patch, post } from '@sallyport/definition'
import { Type } from 'typebox'
import * as v from '../values.ts'
import { FILE } from './file-record.ts'

const { Optional: optional, String: text, Boolean: flag, Array: list, Record: record } = Type

const id = { fileId: text() }
const newId = { id: optional(text({ description: 'One of files.generate_ids.' })) }
const parents = { parents: optional(list(text(), { description: 'One folder or shared drive.' })) }
const described = { description: optional(text()) }

const answer = { fields: FILE, ...v.ALL_DRIVES } as const
const wire = { ...v.MASK_WIRE, ...v.ALL_DRIVES_WIRE } as const

const create = post('/drive/v3/files', {
  about: 'Creates an empty file, or an empty document of Docs, Sheets or Slides by its mimeType.',
  params: { ...newId, name: text(), mimeType: optional(text()), ...parents, ...described },
  fixed: answer,
  wire,
  reversible: true,
  flow: { content: ['name', 'description'] },
})

const createFolder = post('/drive/v3/files', {
  about: 'Creates a folder.',
  params: { ...newId, name: text(), ...parents, ...described, folderColorRgb: optional(text()) },
  fixed: { mimeType: 'application/vnd.google-apps.folder', ...answer },
  wire,
  reversible: true,
})

const createShortcut = post('/drive/v3/files', {
  about: 'Creates a shortcut to a file or folder.',
  params: { ...newId, name: optional(text()), targetId: text(), ...parents },
  fixed: { mimeType: 'application/vnd.google-apps.shortcut', ...answer },
  wire: { targetId: { as: 'shortcutDetails.targetId' }, ...wire },
  reversible: true,
})

const inParents = { addParents: { in: 'query' }, removeParents: { in: 'query' } } as const

const update = patch('/drive/v3/files/{fileId}', {
  about: 'Changes what is known of a file: its name, description, star, properties, folder.',
  params: {
    ...id,
    name: optional(text()),
    ...described,
    mimeType: optional(text()),
    starred: optional(flag()),
    properties: optional(record(text(), text())),
    folderColorRgb: optional(text()),
    writersCanShare: optional(flag()),
    copyRequiresWriterPermission: optional(flag()),
    addParents: optional(text()),
    removeParents: optional(text()),
  },
  aliases: v.ALL_DRIVES_ALIASES,
  fixed: answer,
  wire: { ...inParents, ...wire },
  idempotency: 'natural',
  reversible: true,
  flow: { content: ['name', 'description'] },
})

const move = patch('/drive/v3/files/{fileId}', {
  about: 'Moves a file or folder from one folder (removeParents) into another (addParents).',
  params: { ...id, addParents: text(), removeParents: text() },
  fixed: answer,
  wire: { ...inParents, ...wire },
  idempotency: 'natural',
  reversible: true,
})

const copy = post('/drive/v3/files/{fileId}/copy', {
  about: 'Copies a file, perhaps into another format by its mimeType; folders cannot be copied.',
  params: { ...id, ...newId, name: optional(text()), mimeType: optional(text()), ...parents, ...described },
  fixed: answer,
  wire,
  reversible: true,
})

const trash = patch('/drive/v3/files/{fileId}', {
  about: 'Puts a file, or a folder with all in it, into the trash, from where it is gone after 30 days.',
  params: id,
  fixed: { trashed: true, ...answer },
  wire,
  idempotency: 'natural',
  reversible: true,
})

const untrash = patch('/drive/v3/files/{fileId}', {
  about: 'Takes a file or folder out of the trash.',
  params: id,
  fixed: { trashed: false, ...answer },
  wire,
  idempotency: 'natural',
  reversible: true,
})

const remove = del('/drive/v3/files/{fileId}', {
  about: 'Deletes a file, or a folder with all in it, for good and past the trash.',
  params: id,
  aliases: v.ALL_DRIVES_ALIASES,
  fixed: v.ALL_DRIVES,
  reversible: false,
})

const emptyTrash = del('/drive/v3/files/trash', {
  about: 'Deletes for good all that is in the trash, of a shared drive where one is named.',
  params: { driveId: optional(text()) },
  reversible: false,
})

export const writing = {
  create,
  create_folder: createFolder,
  create_shortcut: createShortcut,
  update,
  move,
  copy,
  trash,
  untrash,
  delete: remove,
  empty_trash: emptyTrash,
}
