import { SallyportError } from '@sallyport/errors'
import pg from 'pg'
import { type Connection, clientConfig } from './connection.ts'
import { databaseError } from './database-error.ts'
import { latestMigration } from './migrate.ts'

const TIMEOUT_MS = 3_000

/**
 * Whether the engine can work: the database answers to the engine's role, which row-level security binds,
 * and has the migrations of this version.
 *
 * @throws SallyportError `storage_unavailable` or `configuration_invalid`
 */
export async function probeDatabase(connection: Connection): Promise<void> {
  const client = new pg.Client({
    ...clientConfig(connection, 'probe'),
    connectionTimeoutMillis: TIMEOUT_MS,
    query_timeout: TIMEOUT_MS,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ unbound: boolean; migration: number }>(`
      SELECT bool_or(r.rolsuper OR r.rolbypassrls OR r.oid = n.nspowner) AS unbound,
        (SELECT max(number) FROM sallyport_deployment.migrations) AS migration
      FROM pg_roles r, pg_namespace n
      WHERE n.nspname = 'sallyport' AND pg_has_role(current_user, r.oid, 'MEMBER')`)
    if (rows[0]?.unbound !== false) throw unbound()
    if (rows[0].migration < latestMigration()) throw notMigrated()
  } catch (error) {
    throw databaseError(error)
  } finally {
    await client.end().catch(() => {})
  }
}

function unbound(): SallyportError {
  return new SallyportError(
    'configuration_invalid',
    'Row-level security does not bind the role of the engine.',
    {
      fix: 'Run as an administrator: ALTER ROLE <the role> NOSUPERUSER NOBYPASSRLS; and REVOKE every other role from it.',
    },
  )
}

function notMigrated(): SallyportError {
  return new SallyportError('storage_unavailable', 'The database has not all migrations of this version yet.')
}
