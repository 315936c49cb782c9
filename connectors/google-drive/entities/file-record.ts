import { Type } from 'typebox'
import { maskOf } from '../mask.ts'
import { time, user } from '../values.ts'

const {
  Object: object,
  Optional: optional,
  String: text,
  Boolean: flag,
  Integer: whole,
  Array: list,
  Record: record,
} = Type

/** Sizes and versions are text: Drive writes 64-bit numbers so. */
export const file = object({
  id: text(),
  name: text(),
  mimeType: text(),
  description: optional(text()),
  starred: optional(flag()),
  trashed: optional(flag()),
  explicitlyTrashed: optional(flag()),
  trashedTime: optional(time),
  parents: optional(list(text())),
  driveId: optional(text()),
  spaces: optional(list(text())),
  properties: optional(record(text(), text())),
  appProperties: optional(record(text(), text())),
  version: optional(text()),
  size: optional(text()),
  quotaBytesUsed: optional(text()),
  md5Checksum: optional(text()),
  sha256Checksum: optional(text()),
  headRevisionId: optional(text()),
  originalFilename: optional(text()),
  fileExtension: optional(text()),
  createdTime: optional(time),
  modifiedTime: optional(time),
  viewedByMeTime: optional(time),
  sharedWithMeTime: optional(time),
  owners: optional(list(user)),
  ownedByMe: optional(flag()),
  lastModifyingUser: optional(user),
  sharingUser: optional(user),
  shared: optional(flag()),
  permissionIds: optional(list(text())),
  writersCanShare: optional(flag()),
  copyRequiresWriterPermission: optional(flag()),
  capabilities: optional(
    object({
      canEdit: optional(flag()),
      canComment: optional(flag()),
      canShare: optional(flag()),
      canDownload: optional(flag()),
    }),
  ),
  contentRestrictions: optional(list(object({ readOnly: optional(flag()), reason: optional(text()) }))),
  folderColorRgb: optional(text()),
  shortcutDetails: optional(
    object({
      targetId: optional(text()),
      targetMimeType: optional(text()),
      targetResourceKey: optional(text()),
    }),
  ),
  resourceKey: optional(text()),
  imageMediaMetadata: optional(object({ width: optional(whole()), height: optional(whole()) })),
  videoMediaMetadata: optional(
    object({ width: optional(whole()), height: optional(whole()), durationMillis: optional(text()) }),
  ),
  webViewLink: optional(text()),
  webContentLink: optional(text()),
  iconLink: optional(text()),
  thumbnailLink: optional(text()),
  exportLinks: optional(record(text(), text())),
})

export const FILE = maskOf(file)
