import { entity, get } from '@sallyport/definition'
import { Type } from 'typebox'
import { takesMask } from '../mask.ts'
import { user } from '../values.ts'

const { Object: object, Optional: optional, String: text, Boolean: flag, Array: list, Record: record } = Type

const account = object({
  kind: text(),
  user: optional(user),
  storageQuota: optional(
    object({
      limit: optional(text()),
      usage: optional(text()),
      usageInDrive: optional(text()),
      usageInDriveTrash: optional(text()),
    }),
  ),
  importFormats: optional(record(text(), list(text()))),
  exportFormats: optional(record(text(), list(text()))),
  maxImportSizes: optional(record(text(), text())),
  maxUploadSize: optional(text()),
  appInstalled: optional(flag()),
  folderColorPalette: optional(list(text())),
  canCreateDrives: optional(flag()),
})

export const about = entity({
  about: 'The account: whose it is, how much room it has, and what it can convert.',
  record: account,
  key: ['kind'],
  compact: ['user.displayName', 'user.emailAddress', 'storageQuota'],
  untrusted: [],
  actions: {
    get: get('/drive/v3/about', {
      about: 'The account, its storage in bytes, and the formats of imports and exports.',
      params: takesMask(account),
      check: true,
    }),
  },
})
