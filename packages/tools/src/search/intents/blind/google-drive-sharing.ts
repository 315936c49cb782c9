import type { Intent } from '../intent.ts'

/** Wanted of who may see files in Google Drive, and of shared drives. */
export const googleDriveSharing: readonly Intent[] = [
  {
    says: 'give finance@acme.com view access to the report',
    serves: ['google-drive.permissions.create', 'google-drive.permissions.invite', 'google-drive.files.list'],
  },
  {
    says: 'anyone with the link should be able to read this doc',
    serves: ['google-drive.permissions.create'],
  },
  {
    says: 'who can see the salary sheet',
    serves: ['google-drive.permissions.list', 'google-drive.files.list', 'google-drive.files.get'],
  },
  {
    says: 'stop sharing the roadmap with the agency',
    serves: ['google-drive.permissions.delete', 'google-drive.permissions.list', 'google-drive.files.list'],
  },
  {
    says: 'let marco edit instead of just comment',
    serves: [
      'google-drive.permissions.update',
      'google-drive.permissions.list',
      'google-drive.permissions.create',
      'google-drive.files.list',
    ],
  },
  {
    says: "I'm leaving: make lena the owner of my folders",
    serves: ['google-drive.permissions.transfer_ownership', 'google-drive.files.list'],
  },
  { says: 'how much space is left on our drive', serves: ['google-drive.about.get'] },
  { says: 'which team drives do we have', serves: ['google-drive.drives.list'] },
  { says: 'make a shared drive for the marketing team', serves: ['google-drive.drives.create'] },
  {
    says: 'what has changed in our drive since this morning',
    serves: ['google-drive.changes.list', 'google-drive.changes.get_start_token', 'google-drive.files.list'],
  },
  {
    says: 'share the folder with jo and write her a note',
    serves: ['google-drive.permissions.invite', 'google-drive.files.list'],
  },
  {
    says: 'everybody at acme.com may find and read this file',
    serves: ['google-drive.permissions.create', 'google-drive.files.list'],
  },
  {
    says: "the freelancer's access should end on 1 july",
    serves: [
      'google-drive.permissions.update',
      'google-drive.permissions.list',
      'google-drive.permissions.create',
      'google-drive.permissions.invite',
      'google-drive.files.list',
    ],
  },
  {
    says: 'which role has permission 0912',
    serves: ['google-drive.permissions.get', 'google-drive.permissions.list'],
  },
  {
    says: 'rename the shared drive Sales to Revenue',
    serves: ['google-drive.drives.update', 'google-drive.drives.list'],
  },
  {
    says: "I don't want to see the legacy shared drive in my list",
    serves: ['google-drive.drives.hide', 'google-drive.drives.list'],
  },
  { says: 'show the shared drive I hid', serves: ['google-drive.drives.unhide', 'google-drive.drives.list'] },
  {
    says: 'get rid of the empty shared drive',
    serves: ['google-drive.drives.delete', 'google-drive.drives.list'],
  },
  {
    says: 'may members of the legal shared drive download its files',
    serves: [
      'google-drive.drives.get',
      'google-drive.drives.list',
      'google-drive.files.get',
      'google-drive.files.list',
    ],
  },
  {
    says: 'from now on keep me up to date with what changes in drive',
    serves: ['google-drive.changes.get_start_token', 'google-drive.changes.list'],
  },
  { says: 'which formats can docs be exported to', serves: ['google-drive.about.get'] },
]
