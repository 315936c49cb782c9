import type { ClientBase } from 'pg'
import { proofOfScope } from '../scope-proof.ts'
import { JOBS_SCHEMA } from './prepare-jobs.ts'

/** Holds jobs between a restore and the first start after it. */
export const WAITING_JOBS = 'sallyport_deployment.waiting_jobs'

/** What is in the queue and proves itself: who changed a job there does not get a proof for it by a backup. */
const QUEUED = `SELECT (j.payload->>'organization')::uuid AS organization_id, t.identifier AS task,
    j.payload->>'subject' AS subject, j.run_at, greatest(1, j.max_attempts - j.attempts) AS attempts,
    j.key IS NOT NULL AS once, j.priority::integer AS priority
  FROM ${JOBS_SCHEMA}._private_jobs j JOIN ${JOBS_SCHEMA}._private_tasks t ON t.id = j.task_id
  WHERE CASE WHEN j.payload->>'organization' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
    THEN j.payload->>'mac' = sallyport.job_mac(t.identifier, (j.payload->>'organization')::uuid, j.payload->>'subject')
    ELSE false END`

const ADD = `SELECT sallyport.add_job(task, subject, run_at, attempts, once, priority)
  FROM ${WAITING_JOBS} WHERE organization_id = $1`

/** All jobs that wait, as a query whose columns are those of the table. */
export async function selectWaitingJobs(owner: ClientBase): Promise<string> {
  const { rows } = await owner.query<{ there: boolean }>(
    `SELECT to_regclass('${JOBS_SCHEMA}._private_jobs') IS NOT NULL AS there`,
  )
  const kept = `SELECT organization_id, task, subject, run_at, attempts, once, priority FROM ${WAITING_JOBS}`
  return rows[0]?.there ? `${kept} UNION ALL ${QUEUED}` : kept
}

/** Puts jobs that were restored into the queue, as the owner: they are done once the database is adopted. */
export async function queueWaitingJobs(owner: ClientBase, scopeKey: Uint8Array): Promise<void> {
  const { rows } = await owner.query<{ id: string }>(
    `SELECT DISTINCT organization_id AS id FROM ${WAITING_JOBS} ORDER BY 1`,
  )
  for (const { id } of rows) {
    await owner.query('BEGIN')
    await owner.query("SELECT set_config('sallyport.scope', $1, true)", [proofOfScope(scopeKey, id)])
    await owner.query(ADD, [id])
    await owner.query(`DELETE FROM ${WAITING_JOBS} WHERE organization_id = $1`, [id])
    await owner.query('COMMIT')
  }
}
