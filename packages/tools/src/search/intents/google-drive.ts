import type { Intent } from './intent.ts'

/** Wanted of Google Drive. */
export const googleDriveIntents: readonly Intent[] = [
  { says: 'find the budget spreadsheet', serves: ['google-drive.files.list'] },
  { says: "what's in my drive", serves: ['google-drive.files.list'] },
  {
    says: 'download the contract as pdf',
    serves: ['google-drive.files.export', 'google-drive.files.download'],
  },
  { says: 'save a google doc as word', serves: ['google-drive.files.export'] },
  {
    says: 'get me the photo from drive',
    serves: ['google-drive.files.download', 'google-drive.files.list', 'google-drive.files.get'],
  },
  { says: 'make a folder for receipts', serves: ['google-drive.files.create_folder'] },
  { says: 'new blank google sheet', serves: ['google-drive.files.create'] },
  { says: 'upload a pdf to drive', serves: ['google-drive.files.upload', 'google-drive.files.upload_large'] },
  { says: 'upload a 2 gb video', serves: ['google-drive.files.upload_large'] },
  {
    says: 'replace the contents of an existing drive file',
    serves: ['google-drive.files.upload_version', 'google-drive.files.upload_large_version'],
  },
  {
    says: 'put the file into another folder',
    serves: ['google-drive.files.move', 'google-drive.files.update'],
  },
  { says: 'rename a doc in google drive', serves: ['google-drive.files.update'] },
  { says: 'duplicate the template document', serves: ['google-drive.files.copy'] },
  { says: 'bin the old presentation', serves: ['google-drive.files.trash'] },
  {
    says: 'recover a file from the trash',
    serves: ['google-drive.files.untrash', 'google-drive.files.list'],
  },
  { says: 'permanently erase a drive file', serves: ['google-drive.files.delete'] },
  { says: 'clear out the rubbish bin', serves: ['google-drive.files.empty_trash'] },
  { says: 'star an important document', serves: ['google-drive.files.update'] },
  { says: 'who can see this file', serves: ['google-drive.permissions.list'] },
  {
    says: 'share the doc with anna',
    serves: ['google-drive.permissions.create', 'google-drive.permissions.invite'],
  },
  {
    says: 'invite a client to the folder and send them an email',
    serves: ['google-drive.permissions.invite'],
  },
  { says: 'anyone with the link should be able to view', serves: ['google-drive.permissions.create'] },
  {
    says: "revoke bob's access to the folder",
    serves: ['google-drive.permissions.delete', 'google-drive.permissions.list'],
  },
  { says: 'make her an editor instead of a viewer', serves: ['google-drive.permissions.update'] },
  {
    says: 'make someone else the owner of the file',
    serves: ['google-drive.permissions.transfer_ownership'],
  },
  { says: 'comment on a google doc', serves: ['google-drive.comments.create'] },
  { says: 'feedback people left on the document', serves: ['google-drive.comments.list'] },
  {
    says: 'answer a comment on the slides',
    serves: ['google-drive.replies.create', 'google-drive.comments.create'],
  },
  { says: 'reopen a resolved remark in the doc', serves: ['google-drive.comments.reopen'] },
  { says: 'older versions of the document', serves: ['google-drive.revisions.list'] },
  {
    says: "get last week's version of the file back",
    serves: ['google-drive.revisions.list', 'google-drive.revisions.download'],
  },
  { says: 'list our shared drives', serves: ['google-drive.drives.list'] },
  { says: 'make a shared drive for the finance team', serves: ['google-drive.drives.create'] },
  { says: 'rename the shared drive', serves: ['google-drive.drives.update'] },
  {
    says: 'what files changed since i last looked',
    serves: ['google-drive.changes.list', 'google-drive.changes.get_start_token'],
  },
  { says: 'how much storage is left', serves: ['google-drive.about.get'] },
  { says: 'shortcut to a file in another folder', serves: ['google-drive.files.create_shortcut'] },
]
