import type { Intent } from '../intent.ts'

/** Wanted of Google Drive. */
export const googleDriveBlind: readonly Intent[] = [
  { says: 'find the contract with Umbrella in the drive', serves: ['google-drive.files.list'] },
  { says: "where did I save last year's budget spreadsheet", serves: ['google-drive.files.list'] },
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
    ],
  },
  {
    says: "I'm leaving: make lena the owner of my folders",
    serves: ['google-drive.permissions.transfer_ownership', 'google-drive.files.list'],
  },
  { says: 'export the proposal as a pdf', serves: ['google-drive.files.export', 'google-drive.files.list'] },
  {
    says: 'download the logo from drive',
    serves: ['google-drive.files.download', 'google-drive.files.list'],
  },
  {
    says: 'put this csv into the shared folder',
    serves: ['google-drive.files.upload', 'google-drive.files.upload_large', 'google-drive.files.list'],
  },
  { says: 'upload a 3 gb video to drive', serves: ['google-drive.files.upload_large'] },
  {
    says: 'replace the contents of the price list with this new file',
    serves: [
      'google-drive.files.upload_version',
      'google-drive.files.upload_large_version',
      'google-drive.files.list',
    ],
  },
  { says: 'new folder for invoices 2026', serves: ['google-drive.files.create_folder'] },
  {
    says: 'move the deck into the board meeting folder',
    serves: ['google-drive.files.move', 'google-drive.files.update', 'google-drive.files.list'],
  },
  {
    says: 'duplicate the template for a new client',
    serves: ['google-drive.files.copy', 'google-drive.files.list'],
  },
  { says: 'bin the old screenshots', serves: ['google-drive.files.trash', 'google-drive.files.list'] },
  {
    says: 'I threw away the wrong file, get it back out of the bin',
    serves: ['google-drive.files.untrash', 'google-drive.files.list'],
  },
  { says: 'wipe everything in the bin', serves: ['google-drive.files.empty_trash'] },
  {
    says: "what did the doc look like before pete's edits",
    serves: ['google-drive.revisions.list', 'google-drive.revisions.get', 'google-drive.revisions.download'],
  },
  {
    says: 'what comments are on the proposal',
    serves: ['google-drive.comments.list', 'google-drive.files.list'],
  },
  {
    says: 'settle the comment about the deadline in the doc',
    serves: ['google-drive.comments.resolve', 'google-drive.comments.list'],
  },
  { says: 'how much space is left on our drive', serves: ['google-drive.about.get'] },
  { says: 'which team drives do we have', serves: ['google-drive.drives.list'] },
  { says: 'make a shared drive for the marketing team', serves: ['google-drive.drives.create'] },
  {
    says: 'what has changed in our drive since this morning',
    serves: ['google-drive.changes.list', 'google-drive.changes.get_start_token', 'google-drive.files.list'],
  },
]
