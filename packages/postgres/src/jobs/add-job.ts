import type { Job, JobTask } from '@sallyport/engine'
import type { Query, Statement } from '../organization-transactions.ts'

/** What graphile-worker does too; with its pauses about three and a half days. */
export const MAX_ATTEMPTS = 25

/** Lower is sooner, among jobs whose time has come: what somebody may be waiting for goes first. */
const PRIORITY: Readonly<Record<JobTask, number>> = {
  refresh_credential: 0,
  revoke_credential: 10,
  deliver_webhook: 0,
  warn_of_expiry: 20,
}

const ADD: Statement = {
  name: 'add job',
  text: 'SELECT sallyport.add_job($1, $2, $3, $4, $5, $6)',
}

/**
 * Adds a job in the transaction of whoever calls, for the organization that it speaks for: the job is there
 * once that is committed, and never without it.
 */
export async function addJob(
  query: Query,
  { task, subjectId, runAt, once = false, maxAttempts = MAX_ATTEMPTS }: Job,
): Promise<void> {
  await query(ADD, [task, subjectId, runAt ?? null, maxAttempts, once, PRIORITY[task]])
}
