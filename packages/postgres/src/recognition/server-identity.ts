import { SallyportError } from '@sallyport/errors'
import { type ClientBase, escapeIdentifier } from 'pg'
import { sqlState } from '../database-error.ts'
import type { Roles } from '../roles.ts'
import { isNotPrivileged } from '../start-refusals.ts'

/** What tells one database from every other, whatever is in it. */
export interface ServerIdentity {
  /** Made by initdb, and kept by physical copies and standbys. */
  readonly system: string
  /** Begun anew by every promotion and every recovery to a point in time. */
  readonly timeline: number
  /** Oid of the database within its server. */
  readonly database: string
}

/**
 * The timeline comes from the log that is written now: pg_control_checkpoint() tells the old one after a promotion
 * until the next checkpoint is over. On a standby the second function fails, as everything would that writes.
 */
const FUNCTIONS = ['pg_control_system()', 'pg_current_wal_lsn()', 'pg_walfile_name(pg_lsn)']
/** object_not_in_prerequisite_state: "recovery is in progress". */
const RECOVERING = '55000'
const READ = `
  SELECT (SELECT system_identifier FROM pg_catalog.pg_control_system())::text AS system,
    ('x' || left(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn()), 8))::bit(32)::bigint::text AS timeline,
    (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())::text AS database`

/** @throws SallyportError `storage_unavailable` on a standby */
export async function readServerIdentity(client: ClientBase): Promise<ServerIdentity> {
  const { rows } = await client
    .query<{ system: string; timeline: string; database: string }>(READ)
    .catch((cause: unknown) => {
      if (sqlState(cause) !== RECOVERING) throw cause
      throw new SallyportError('storage_unavailable', 'The database server is a standby.', { cause })
    })
  const [row] = rows
  if (row === undefined) throw new TypeError('a select without a table gives a row')
  return { ...row, timeline: Number(row.timeline) }
}

/**
 * Lets the engine's role ask what server it speaks with. Everybody may, unless an administrator has forbidden it.
 *
 * @throws SallyportError `configuration_invalid` with the SQL to run: without an answer, copies could not be told
 */
export async function grantServerIdentity(admin: ClientBase, { engine, owner }: Roles): Promise<void> {
  const wanted = FUNCTIONS.map((name) => `pg_catalog.${name}`)
  const { rows } = await admin.query<{ may: boolean }>(
    `SELECT bool_and(has_function_privilege(role, function, 'EXECUTE')) AS may
     FROM unnest($1::text[]) AS role, unnest($2::text[]) AS function`,
    [[engine, owner], wanted],
  )
  if (rows[0]?.may === true) return
  const roles = [engine, owner].map(escapeIdentifier).join(', ')
  const grant = `GRANT EXECUTE ON FUNCTION ${wanted.join(', ')} TO ${roles};`
  try {
    await admin.query(grant)
  } catch (cause) {
    if (!isNotPrivileged(cause)) throw cause
    const message = 'The roles of the engine may not ask the database server who it is.'
    throw new SallyportError('configuration_invalid', message, {
      fix: `Run as an administrator, in this database: ${grant}`,
      cause,
    })
  }
}
