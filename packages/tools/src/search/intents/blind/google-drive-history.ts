import type { Intent } from '../intent.ts'

/** Wanted of comments and versions of files in Google Drive. */
export const googleDriveHistory: readonly Intent[] = [
  {
    says: "what did the doc look like before pete's edits",
    serves: [
      'google-drive.revisions.list',
      'google-drive.revisions.get',
      'google-drive.revisions.download',
      'google-drive.files.list',
    ],
  },
  {
    says: 'what comments are on the proposal',
    serves: ['google-drive.comments.list', 'google-drive.files.list'],
  },
  {
    says: 'settle the comment about the deadline in the doc',
    serves: ['google-drive.comments.resolve', 'google-drive.comments.list', 'google-drive.files.list'],
  },
  {
    says: 'note beside the file that the figures are provisional',
    serves: ['google-drive.comments.create', 'google-drive.files.list', 'google-drive.files.update'],
  },
  {
    says: 'reopen the comment that was marked as done',
    serves: [
      'google-drive.comments.reopen',
      'google-drive.comments.list',
      'linear.comments.unresolve',
      'linear.comments.list',
    ],
  },
  {
    says: 'what did they answer to my remark on the doc',
    serves: ['google-drive.replies.list', 'google-drive.comments.list', 'google-drive.comments.get'],
  },
  {
    says: 'answer the comment on the slide deck',
    serves: ['google-drive.replies.create', 'google-drive.comments.list', 'google-drive.files.list'],
  },
  {
    says: 'my reply in the doc has a typo',
    serves: [
      'google-drive.replies.update',
      'google-drive.replies.list',
      'google-drive.comments.list',
      'google-drive.files.list',
    ],
  },
  {
    says: 'take back my reply in the document',
    serves: [
      'google-drive.replies.delete',
      'google-drive.replies.list',
      'google-drive.comments.list',
      'google-drive.files.list',
    ],
  },
  {
    says: 'edit the comment I put on the sheet',
    serves: ['google-drive.comments.update', 'google-drive.comments.list', 'google-drive.files.list'],
  },
  {
    says: 'remove my comment from the pdf in drive',
    serves: ['google-drive.comments.delete', 'google-drive.comments.list', 'google-drive.files.list'],
  },
  {
    says: 'how many versions does the manual have',
    serves: ['google-drive.revisions.list', 'google-drive.files.list', 'google-drive.files.get'],
  },
  {
    says: 'download the version of the file from last friday',
    serves: ['google-drive.revisions.download', 'google-drive.revisions.list', 'google-drive.files.list'],
  },
  {
    says: 'never let drive prune this version',
    serves: ['google-drive.revisions.update', 'google-drive.revisions.list'],
  },
  {
    says: 'publish this revision of the doc on the web',
    serves: ['google-drive.revisions.update', 'google-drive.revisions.list'],
  },
  {
    says: 'delete an old version of the video to save room',
    serves: ['google-drive.revisions.delete', 'google-drive.revisions.list', 'google-drive.files.list'],
  },
  {
    says: 'read a single reply under a comment in the doc',
    serves: [
      'google-drive.replies.get',
      'google-drive.replies.list',
      'google-drive.comments.get',
      'google-drive.comments.list',
    ],
  },
]
