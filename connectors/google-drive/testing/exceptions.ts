import type { Exception } from '../../testing/exceptions.ts'

/** Nothing is made before the first byte goes to the address that was asked for. */
const sessions = ['upload_large', 'upload_large_version'].flatMap((action) =>
  ['server-error', 'bad-gateway'].map(
    (fault): Exception => ({
      at: `files.${action} refusals.${fault}`,
      problem: 'is upstream_unavailable',
      reason: 'An upload that was never opened has done nothing, so its outcome is known.',
    }),
  ),
)

/** Calls of existing clients that leave out what Drive asks for. */
const incomplete = [
  '',
  ' params.pageSize',
  ' params.driveId',
  ' params.includeItemsFromAllDrives',
  ' params.supportsAllDrives',
  ' params.spaces',
  ' params.includeRemoved',
  ' params.restrictToMyDrive',
].map(
  (params): Exception => ({
    at: `client changes.list${params}`,
    reason: 'Drive asks for a pageToken, which existing clients need not give.',
  }),
)

export const exceptions: readonly Exception[] = [
  ...sessions,
  ...incomplete,
  {
    at: 'client files_upload.create **',
    reason: 'The bytes are base64, which a sample of text is not; bytes.test.ts uploads by these names.',
  },
  {
    at: 'client files.update params.addParents',
    reason:
      'A file lies in one folder: Drive wants removeParents beside it, which is tried with our own calls.',
  },
  {
    at: '*.* record.**',
    problem: 'may be missing',
    reason: 'Google marks no member as required; these are in every answer whose mask names them.',
  },
  {
    at: 'revisions.download gives',
    reason: 'The description leaves out alt=media of revisions, which the guide on downloads describes.',
  },
  {
    at: 'drives.create params.requestId',
    reason: 'It is always sent: the runtime makes one where the caller gives none.',
  },
  {
    at: 'changes sync',
    reason: 'The token of the next walk stands beside the records, where a sync cannot find it.',
  },
]
