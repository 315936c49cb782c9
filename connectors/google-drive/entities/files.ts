import { entity } from '@sallyport/definition'
import { reading } from './file-reading.ts'
import { file } from './file-record.ts'
import { uploads } from './file-uploads.ts'
import { writing } from './file-writing.ts'

export const files = entity({
  about: 'Files, folders and shortcuts that the account can see.',
  record: file,
  key: ['id'],
  compact: ['id', 'name', 'mimeType', 'size', 'parents', 'modifiedTime', 'webViewLink'],
  // Whoever shares a file with the account writes these.
  untrusted: [
    'name',
    'description',
    'originalFilename',
    'properties',
    'owners.displayName',
    'lastModifyingUser.displayName',
    'sharingUser.displayName',
    'contentRestrictions.reason',
  ],
  search: {
    fields: {
      id: 'keyword',
      name: 'text',
      description: 'text',
      mimeType: 'keyword',
      parents: 'keyword',
      driveId: 'keyword',
      starred: 'boolean',
      trashed: 'boolean',
      shared: 'boolean',
      ownedByMe: 'boolean',
      'owners.emailAddress': 'keyword',
      'lastModifyingUser.emailAddress': 'keyword',
      createdTime: 'date',
      modifiedTime: 'date',
    },
    semantic: ['name', 'description'],
  },
  // Neither the star of a file nor the trash moves its `modifiedTime`: only a whole walk shows all changes.
  sync: { from: 'list', deleted: 'absent' },
  relations: {
    folder: { field: 'parents', entity: 'files', key: 'id' },
    drive: { field: 'driveId', entity: 'drives', key: 'id' },
    shortcut_target: { field: 'shortcutDetails.targetId', entity: 'files', key: 'id' },
  },
  actions: { ...reading, ...writing, ...uploads },
})
