import type { Job, JobTask } from '@sallyport/engine'
import type { Query, Statement } from '../organization-transactions.ts'

/** What graphile-worker does too; with its pauses about three and a half days. */
export const MAX_ATTEMPTS = 25

/**
 * Lower is sooner, among jobs whose time has come. A refresh is ahead of need, and whoever needs it first makes it: after
 * a time without engines a hundred thousand of them must not keep a revocation waiting.
 */
const PRIORITY: Readonly<Record<JobTask, number>> = {
  revoke_credential: 0,
  deliver_webhook: 0,
  refresh_credential: 10,
  warn_of_expiry: 20,
  sweep_results: 20,
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
