import { entity, get } from '@sallyport/definition'
import { Type } from 'typebox'
import { maskOf } from '../mask.ts'
import * as v from '../values.ts'
import { file } from './file-record.ts'

const { Object: object, Optional: optional, String: text, Boolean: flag } = Type

const change = object({
  changeType: text(),
  time: v.time,
  removed: optional(flag()),
  fileId: optional(text()),
  file: optional(file),
  driveId: optional(text()),
  drive: optional(object({ id: text(), name: text() })),
})

export const changes = entity({
  about: 'The log of what has changed since a token, for keeping up with an account or a shared drive.',
  record: change,
  key: ['changeType', 'fileId', 'time'],
  compact: ['changeType', 'fileId', 'removed', 'time', 'file.name'],
  untrusted: ['file.name', 'file.description', 'file.originalFilename', 'file.properties', 'drive.name'],
  search: {
    fields: {
      changeType: 'keyword',
      fileId: 'keyword',
      removed: 'boolean',
      time: 'date',
      'file.name': 'text',
    },
  },
  relations: {
    file: { field: 'fileId', entity: 'files', key: 'id' },
    drive: { field: 'driveId', entity: 'drives', key: 'id' },
  },
  actions: {
    // developers.google.com/workspace/drive/api/guides/manage-changes
    list: get('/drive/v3/changes', {
      about: 'What has changed since a token; at the end newStartPageToken is the next one.',
      params: {
        since: text({ description: 'Of get_start_token, or the last newStartPageToken.' }),
        driveId: optional(text()),
        includeItemsFromAllDrives: optional(flag()),
        spaces: optional(text()),
        includeRemoved: optional(flag()),
        restrictToMyDrive: optional(flag()),
      },
      aliases: { pageSize: 'limit', pageToken: 'since', ...v.ALL_DRIVES_ALIASES },
      fixed: {
        fields: `nextPageToken,newStartPageToken,changes(${maskOf(change)})`,
        ...v.ALL_DRIVES,
      },
      wire: { since: { as: 'pageToken' } },
      records: 'changes',
      ...v.pages(1000),
    }),
    get_start_token: get('/drive/v3/changes/startPageToken', {
      about: 'The token from which on changes are listed: now.',
      params: { driveId: optional(text()) },
      aliases: v.ALL_DRIVES_ALIASES,
      fixed: v.ALL_DRIVES,
      result: object({ startPageToken: text() }),
    }),
  },
})
