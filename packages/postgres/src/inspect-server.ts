import { asOwner } from './as-owner.ts'
import type { Connection } from './connection.ts'
import { findDeployment } from './deployment.ts'
import { knownMigrations } from './migrate.ts'
import { rolesOf } from './roles.ts'
import { proofOfScope } from './scope-proof.ts'

export interface ServerFacts {
  /** server_version of PostgreSQL. */
  readonly version: string
  /** Roles that the engine's role is or may become and that row-level security does not bind. */
  readonly unbound: readonly string[]
  /** Migrations of this version that were not applied. */
  readonly missing: number
  /** Milliseconds since the epoch. */
  readonly clock: number
}

/** Looks at the server of a prepared database, and changes nothing. */
export function inspectServer(connection: Connection): Promise<ServerFacts> {
  return asOwner(connection, 'inspection', async (owner) => {
    const { rows } = await owner.query<{
      version: string
      unbound: string[]
      applied: number[]
      clock: number
    }>(
      `SELECT current_setting('server_version') AS version,
         ARRAY(SELECT r.rolname::text FROM pg_roles r, pg_namespace n WHERE n.nspname = 'sallyport'
           AND pg_has_role($1, r.oid, 'MEMBER') AND (r.rolsuper OR r.rolbypassrls OR r.oid = n.nspowner)) AS unbound,
         ARRAY(SELECT number FROM sallyport_deployment.migrations) AS applied,
         extract(epoch FROM clock_timestamp())::float8 * 1000 AS clock`,
      [rolesOf(connection.database).engine],
    )
    const [row] = rows
    if (row === undefined) throw new TypeError('a select without a table gives a row')
    const { version, unbound, applied } = row
    const missing = knownMigrations().filter((number) => !applied.includes(number)).length
    return { version, unbound, missing, clock: row.clock }
  })
}

export interface KeyFacts {
  /** What the deployment names. */
  readonly rootKeyId: string
  /** Root keys without which something does not open. */
  readonly inUse: readonly string[]
  /** Ids of organizations with keys that only read: a rotation of them has not come to its end. */
  readonly rotating: readonly string[]
}

/** Which root keys wrap anything at all, and which organizations have keys of a rotation before. */
export function inspectKeys(connection: Connection): Promise<KeyFacts> {
  return asOwner(connection, 'inspection', async (owner) => {
    const deployment = await findDeployment(owner)
    if (deployment === undefined) throw new TypeError('a prepared database holds a deployment')
    const { rootKeyId, scopeKey } = deployment
    const inUse = new Set([rootKeyId])
    const rotating: string[] = []
    const organizations = await owner.query<{ id: string }>(
      'SELECT organization_id AS id FROM sallyport_deployment.organization_ids',
    )
    for (const { id } of organizations.rows) {
      await owner.query('BEGIN')
      await owner.query("SELECT set_config('sallyport.scope', $1, true)", [proofOfScope(scopeKey, id)])
      const { rows } = await owner.query<{ root: string; retired: boolean }>(
        `SELECT root_key_id AS root, bool_or(retired_at IS NOT NULL) AS retired
        FROM sallyport.organization_keys WHERE shredded_at IS NULL GROUP BY root_key_id`,
      )
      await owner.query('COMMIT')
      for (const { root } of rows) inUse.add(root)
      if (rows.some(({ retired }) => retired)) rotating.push(id)
    }
    return { rootKeyId, inUse: [...inUse].sort(), rotating: rotating.sort() }
  })
}
