import type { Intent } from '../intent.ts'

/** Wanted of files and folders in Google Drive. */
export const googleDriveFiles: readonly Intent[] = [
  { says: 'find the contract with Umbrella in the drive', serves: ['google-drive.files.list'] },
  {
    says: "where did I save last year's budget spreadsheet",
    serves: ['google-drive.files.list', 'slack.files.api_search', 'slack.files.list'],
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
  {
    says: 'new folder for invoices 2026',
    serves: ['google-drive.files.create_folder', 'google-drive.files.create'],
  },
  {
    says: 'move the deck into the board meeting folder',
    serves: ['google-drive.files.move', 'google-drive.files.update', 'google-drive.files.list'],
  },
  {
    says: 'duplicate the template for a new client',
    serves: ['google-drive.files.copy', 'google-drive.files.list'],
  },
  {
    says: 'bin the old screenshots',
    serves: [
      'google-drive.files.trash',
      'google-drive.files.list',
      'slack.files.delete',
      'slack.files.list',
      'slack.files.api_search',
    ],
  },
  {
    says: 'I threw away the wrong file, get it back out of the bin',
    serves: ['google-drive.files.untrash', 'google-drive.files.list'],
  },
  { says: 'wipe everything in the bin', serves: ['google-drive.files.empty_trash'] },
  { says: 'list what is in the folder client work', serves: ['google-drive.files.list'] },
  {
    says: 'who owns the handbook file and when was it last changed',
    serves: [
      'google-drive.files.get',
      'google-drive.files.list',
      'google-drive.revisions.list',
      'google-drive.permissions.list',
    ],
  },
  {
    says: 'documents shared with me in the last week',
    serves: ['google-drive.files.list', 'google-drive.changes.list'],
  },
  { says: 'start an empty spreadsheet called forecast', serves: ['google-drive.files.create'] },
  {
    says: 'put a shortcut to the brand guide into my folder',
    serves: ['google-drive.files.create_shortcut', 'google-drive.files.list'],
  },
  { says: 'star the quarterly plan', serves: ['google-drive.files.update', 'google-drive.files.list'] },
  {
    says: 'rename the file scan001 to passport',
    serves: ['google-drive.files.update', 'google-drive.files.list'],
  },
  { says: 'the largest files in our drive', serves: ['google-drive.files.list'] },
  {
    says: 'delete that file at once, without the bin',
    serves: [
      'google-drive.files.delete',
      'google-drive.files.list',
      'slack.files.delete',
      'slack.files.list',
    ],
  },
  {
    says: 'convert the word file to a google doc',
    serves: ['google-drive.files.copy', 'google-drive.files.upload', 'google-drive.files.list'],
  },
  {
    says: 'turn the google sheet into excel',
    serves: ['google-drive.files.export', 'google-drive.files.list'],
  },
  { says: 'reserve a few ids for new drive files', serves: ['google-drive.files.generate_ids'] },
]
