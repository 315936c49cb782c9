import { Logger, runMigrations } from 'graphile-worker'
import pg, { escapeIdentifier, type PoolClient } from 'pg'
import { type Connection, clientConfig } from '../connection.ts'
import type { Roles } from '../roles.ts'

/** Where the queue lies. All in it belongs to the deployment: ids, times, and proofs of them. */
export const JOBS_SCHEMA = 'sallyport_jobs'

/**
 * Brings the schema of the queue to the version of graphile-worker that is installed, as the owner, and gives
 * the engine's role what working at jobs takes. The caller holds the lock that keeps other starters out.
 */
export async function prepareJobs(connection: Connection, roles: Roles): Promise<void> {
  const pool = new pg.Pool({
    ...clientConfig(connection, 'start'),
    max: 1,
    verify: (client, done) => becomeOwner(client, roles).then(() => done(), done),
  })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  try {
    await runMigrations({ pgPool: pool, schema: JOBS_SCHEMA, logger: new Logger(() => () => {}) })
    await pool.query(rights(roles))
  } finally {
    await pool.end()
  }
}

async function becomeOwner(client: PoolClient, { owner }: Roles): Promise<void> {
  // What others of the database put into its schemas is nothing that our statements call (CVE-2018-1058).
  await client.query('SET search_path = pg_catalog')
  await client.query(`SET ROLE ${escapeIdentifier(owner)}`)
}

/**
 * It takes jobs and ends them. It adds none but through `sallyport.add_job()`, so it has no right to insert;
 * `payload` may be updated only because graphile-worker's statements name it: what was changed does not fit
 * its proof. Graphile-worker enables row-level security without a policy, which would show nothing.
 */
function rights({ engine }: Roles): string {
  const role = escapeIdentifier(engine)
  const seen = ['_private_jobs', '_private_job_queues', '_private_tasks', 'migrations']
  const policies = ['_private_jobs', '_private_job_queues', '_private_tasks'].flatMap((table) => [
    `DROP POLICY IF EXISTS engine ON ${JOBS_SCHEMA}.${table}`,
    `CREATE POLICY engine ON ${JOBS_SCHEMA}.${table} TO ${role} USING (true) WITH CHECK (true)`,
  ])
  return [
    'BEGIN',
    `REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ${JOBS_SCHEMA} FROM PUBLIC`,
    `GRANT USAGE ON SCHEMA ${JOBS_SCHEMA} TO ${role}`,
    ...seen.map((table) => `GRANT SELECT ON ${JOBS_SCHEMA}.${table} TO ${role}`),
    `GRANT DELETE, UPDATE (attempts, locked_at, locked_by, run_at, last_error, payload)
      ON ${JOBS_SCHEMA}._private_jobs TO ${role}`,
    `GRANT UPDATE (locked_at, locked_by) ON ${JOBS_SCHEMA}._private_job_queues TO ${role}`,
    `GRANT INSERT (identifier) ON ${JOBS_SCHEMA}._private_tasks TO ${role}`,
    ...policies,
    'COMMIT',
  ].join(';')
}
