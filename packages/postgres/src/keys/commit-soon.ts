import type { Statement } from '../organization-transactions.ts'

/**
 * What was rewrapped and did not reach the disk is what it was before, and the next run finds it: such a commit need not
 * wait for the disk. What ends a rotation does wait, and so brings everything before it to the disk.
 */
export const COMMIT_SOON: Statement = {
  name: 'commit soon',
  text: "SELECT pg_catalog.set_config('synchronous_commit', 'off', true)",
}
