import type { PracticeData } from '../../testing/practice-data.ts'

const uploaded = { entity: 'files', action: 'upload' }
const shared = { entity: 'permissions', action: 'create' }
const person = { type: 'user', emailAddress: 'ada@example.com' }

/** A file of our own, since the first of the list is a folder. */
const onUploaded = [
  'download',
  'update',
  'move',
  'copy',
  'trash',
  'untrash',
  'delete',
  'upload_large_version',
].map((action) => [`files.${action}`, uploaded] as const)

export const practice: PracticeData = {
  named: {
    files: { fileId: 'id' },
    permissions: { permissionId: 'id' },
    comments: { commentId: 'id' },
    replies: { replyId: 'id' },
    revisions: { revisionId: 'id' },
    drives: { driveId: 'id' },
  },
  first: {
    ...Object.fromEntries(onUploaded),
    'files.export': {
      entity: 'files',
      action: 'create',
      params: { mimeType: 'application/vnd.google-apps.document' },
    },
    'permissions.update': shared,
    'permissions.delete': shared,
  },
  from: {
    'permissions fileId': 'files.upload id',
    'comments fileId': 'files.upload id',
    'replies fileId': 'files.upload id',
    'replies commentId': 'comments.create id',
    'revisions fileId': 'files.upload id',
    parents: 'files.create_folder id',
    // The folder that others are put into lies in a shared drive.
    'files.create_folder parents': 'drives.create id',
    'files.upload_version fileId': 'files.upload id',
    'files addParents': 'files.create_folder id',
    'files.create_shortcut targetId': 'files.upload id',
    'files id': 'files.generate_ids ids.0',
    'files driveId': 'drives.create id',
    'changes driveId': 'drives.create id',
  },
  samples: {
    name: 'Note {n}',
    q: "name contains 'e'",
    orderBy: 'modifiedTime desc',
    spaces: 'drive',
    corpora: 'user',
    fields: '*',
    mimeType: 'text/plain',
    'files.export mimeType': 'application/pdf',
    removeParents: 'root',
    emailAddress: 'person-{n}@example.com',
    'permissions.create type': 'anyone',
    domain: 'example.com',
    since: '1',
    folderColorRgb: '#ac725e',
    colorRgb: '#ac725e',
    themeId: 'abacus',
    startModifiedTime: '2020-01-01T00:00:00Z',
    requestId: '00000000-0000-4000-8000-00000000000{n}',
  },
  // Only a permission of a person, a group or a domain has these.
  apart: ['permissions.create emailAddress', 'permissions.create domain'],
  fill: [
    shared,
    { ...shared, params: person },
    { entity: 'comments', action: 'create', times: 3 },
    { entity: 'replies', action: 'create', times: 3 },
    { entity: 'files', action: 'upload_version', times: 2 },
    { entity: 'drives', action: 'create', times: 3 },
    // Of each file the log has its last change.
    { entity: 'files', action: 'create', times: 3 },
  ],
}
