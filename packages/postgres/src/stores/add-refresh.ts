import { addJob } from '../jobs/add-job.ts'
import type { Query } from '../organization-transactions.ts'

/**
 * Adds the job that refreshes a credential, in the transaction that stores it; moves the one that waits. Nothing is added
 * for one that has no such time.
 *
 * @param refreshAt Milliseconds since the epoch.
 */
export async function addRefresh(
  query: Query,
  connectorId: string,
  refreshAt: number | undefined,
): Promise<void> {
  if (refreshAt === undefined) return
  await addJob(query, {
    task: 'refresh_credential',
    subjectId: connectorId,
    runAt: new Date(refreshAt),
    once: true,
  })
}
