import { pipeline } from 'node:stream/promises'
import { SallyportError } from '@sallyport/errors'
import pg, { type Client, escapeIdentifier } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { START_LOCK } from '../as-owner.ts'
import { type Connection, clientConfig } from '../connection.ts'
import { databaseError } from '../database-error.ts'
import { type DeploymentEvent, insertDeploymentEvent } from '../deployment-event.ts'
import { applyMigrations, knownMigrations } from '../migrate.ts'
import { checkVersion } from '../prepare-database.ts'
import { grantServerIdentity } from '../recognition/server-identity.ts'
import { ensureRoles, findRoles, rolesOf } from '../roles.ts'
import { isNotPrivileged, loginRefused, notPrivileged } from '../start-refusals.ts'
import { type BackupHeader, type BackupTable, backupInvalid } from './backup-format.ts'
import { BackupReader } from './backup-reader.ts'
import { columnList, findBackupTables, quoted } from './backup-tables.ts'
import type { CheckedBackup } from './check-backup.ts'

export interface RestoreOptions {
  /** As a role that may make roles, like that of a start. */
  readonly connection: Connection
  /** Uncompressed. */
  readonly content: AsyncIterable<Uint8Array>
  readonly event: Omit<DeploymentEvent, 'type'>
  /** Secret random bytes: the key of the proofs of scope is not in backups, and every restored database has another. */
  readonly randomBytes: (size: number) => Uint8Array
  /** Called before anything is loaded, by what the backup says of itself. */
  readonly beforeLoad?: (header: BackupHeader) => Promise<void>
}

const SCOPE_KEY_BYTES = 32

/**
 * Puts a backup into an empty database, in one transaction: whoever is killed leaves it empty. The tables are made as
 * they were when the backup was, loaded, and then migrated to this version. Engines that start on it are quarantined
 * until somebody adopts it.
 *
 * @throws SallyportError `backup_invalid`; `configuration_invalid` where the database is not empty or the role may not
 *   do this; `storage_unavailable`
 */
export async function restoreBackup(options: RestoreOptions): Promise<CheckedBackup> {
  const { connection } = options
  const admin = new pg.Client(clientConfig(connection, 'restore'))
  // A connection that breaks later reports to its query as well.
  admin.on('error', () => {})
  const reader = new BackupReader(options.content)
  const roles = rolesOf(connection.database)
  try {
    await admin.connect().catch((error: unknown) => {
      throw loginRefused(error)
    })
    return await restore(admin, reader, options)
  } catch (error) {
    throw isNotPrivileged(error)
      ? notPrivileged(connection, await findRoles(admin, roles), error)
      : databaseError(error)
  } finally {
    await admin.end().catch(() => {})
    await reader.close()
  }
}

async function restore(admin: Client, reader: BackupReader, options: RestoreOptions): Promise<CheckedBackup> {
  const { connection, event, beforeLoad } = options
  const roles = rolesOf(connection.database)
  await checkVersion(admin)
  await admin.query("SET search_path = pg_catalog; SET client_encoding = 'UTF8'; SET statement_timeout = 0")
  await admin.query('SELECT pg_advisory_lock($1)', [START_LOCK])
  await requireEmpty(admin)
  const header = await reader.header()
  requireKnown(header)
  await beforeLoad?.(header)
  await ensureRoles(admin, roles, connection.database)
  await grantServerIdentity(admin, roles)
  await admin.query(
    `BEGIN; SET LOCAL synchronous_commit = on; SET LOCAL ROLE ${escapeIdentifier(roles.owner)}`,
  )
  // A transaction that is not committed is rolled back with the connection.
  await applyMigrations(admin, roles, header.migrations)
  const manifest = await loadTables(admin, reader, options.randomBytes(SCOPE_KEY_BYTES))
  await applyMigrations(admin, roles, knownMigrations())
  await insertDeploymentEvent(admin, { ...event, type: 'deployment.restored' })
  await admin.query('COMMIT')
  return { header, manifest }
}

async function requireEmpty(admin: Client): Promise<void> {
  const { rowCount } = await admin.query("SELECT FROM pg_namespace WHERE nspname LIKE 'sallyport%'")
  if (rowCount === 0) return
  throw new SallyportError(
    'configuration_invalid',
    'The database is not empty: it holds a deployment already.',
    {
      fix: 'Restore into a database that was made for it, or an empty SALLYPORT_DATA_DIR.',
    },
  )
}

function requireKnown({ migrations }: BackupHeader): void {
  const known = knownMigrations()
  if (migrations.every((each) => known.includes(each))) return
  throw backupInvalid('was made by a later version of Sallyport: restore it with that version or a later one')
}

/** The owner is let past row-level security and its own triggers, within this transaction and nowhere else. */
async function loadTables(owner: Client, reader: BackupReader, scopeKey: Uint8Array) {
  const tables = await findBackupTables(owner)
  const each = async (sql: (name: string) => string) => {
    for (const { table } of tables) await owner.query(sql(quoted(table)))
  }
  await each((name) => `ALTER TABLE ${name} NO FORCE ROW LEVEL SECURITY`)
  await each((name) => `ALTER TABLE ${name} DISABLE TRIGGER USER`)
  // What migrations put in.
  await each((name) => `DELETE FROM ${name}`)
  await owner.query('ALTER TABLE sallyport_deployment.deployment ALTER COLUMN scope_key DROP NOT NULL')
  const manifest = await loadAll(owner, reader, tables)
  await owner.query('UPDATE sallyport_deployment.deployment SET scope_key = $1', [scopeKey])
  await owner.query('ALTER TABLE sallyport_deployment.deployment ALTER COLUMN scope_key SET NOT NULL')
  await owner.query('UPDATE sallyport_deployment.recognition SET restored_at = now()')
  await each((name) => `ALTER TABLE ${name} ENABLE TRIGGER USER`)
  for (const { table } of tables.filter(({ table }) => table.startsWith('sallyport.'))) {
    await owner.query(`ALTER TABLE ${quoted(table)} FORCE ROW LEVEL SECURITY`)
  }
  return manifest
}

async function loadAll(owner: Client, reader: BackupReader, tables: readonly BackupTable[]) {
  const missing = new Map(tables.map((each) => [each.table, each]))
  for (;;) {
    const next = await reader.next()
    if (!('table' in next)) {
      if (missing.size > 0) throw backupInvalid(`lacks ${[...missing.keys()].join(', ')}`)
      return next
    }
    const known = missing.get(next.table)
    if (known === undefined || known.columns.join() !== next.columns.join()) {
      throw backupInvalid(`has a table ${next.table} that migrations do not make so`)
    }
    missing.delete(next.table)
    const sql = `COPY ${quoted(next.table)} (${columnList(known.columns)}) FROM STDIN`
    await pipeline(reader.rows(next), owner.query(copyFrom(sql)))
  }
}
