import { createHash, type Hash } from 'node:crypto'
import type { Client } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { asOwner, asOwnerAlone } from '../as-owner.ts'
import type { Connection } from '../connection.ts'
import { databaseError } from '../database-error.ts'
import { findDeployment } from '../deployment.ts'
import { type DeploymentEvent, insertDeploymentEvent } from '../deployment-event.ts'
import { selectWaitingJobs, WAITING_JOBS } from '../jobs/waiting-jobs.ts'
import { readStoredDeployment } from '../recognition/stored-deployment.ts'
import { proofOfScope } from '../scope-proof.ts'
import { type BackupHeader, type BackupManifest, type BackupTable, END_OF_ROWS } from './backup-format.ts'
import { columnList, findBackupTables, isOfOrganizations, quoted } from './backup-tables.ts'

export interface WriteOptions {
  /** As a role that may become the owner: the one that starts engines. */
  readonly connection: Connection
  readonly event: Omit<DeploymentEvent, 'type'>
  /** Takes the content, uncompressed, and settles when all of it is written. */
  readonly write: (content: AsyncIterable<Uint8Array>) => Promise<void>
}

/**
 * Reads everything that a deployment keeps, as it was at one moment, beside engines at work. Secrets come as they lie
 * in the database, sealed. That a backup was made is recorded before it begins.
 *
 * @throws SallyportError `configuration_invalid` or `storage_unavailable`; what `write` throws
 */
export async function writeBackup(options: WriteOptions): Promise<BackupManifest> {
  const { connection, event, write } = options
  await asOwnerAlone(connection, 'backup', (owner) =>
    insertDeploymentEvent(owner, { ...event, type: 'deployment.backed_up' }),
  )
  return asOwner(connection, 'backup', async (owner) => {
    const backup = new Backup(owner, event.at)
    await write(backup.content())
    return backup.manifest()
  })
}

/** How values are written does not depend on the server's settings (as pg_dump has it). */
const SETTINGS = `SET client_encoding = 'UTF8'; SET datestyle = 'ISO'; SET intervalstyle = 'postgres';
  SET timezone = 'UTC'; SET bytea_output = 'hex'; SET extra_float_digits = 1; SET statement_timeout = 0;
  SET idle_in_transaction_session_timeout = 0`

class Backup {
  readonly #owner: Client
  readonly #at: Date
  readonly #whole = createHash('sha256')
  readonly #tables: { table: string; rows: number; sha256: string }[] = []
  readonly #rootKeys = new Set<string>()
  readonly #organizationKeys: string[] = []
  #proofs: readonly string[] = []
  #manifest: BackupManifest | undefined

  constructor(owner: Client, at: Date) {
    this.#owner = owner
    this.#at = at
  }

  /** Once all content was read. */
  manifest(): BackupManifest {
    if (this.#manifest === undefined) throw new TypeError('the content was not read to its end')
    return this.#manifest
  }

  async *content(): AsyncGenerator<Uint8Array> {
    const tables = await this.#begin()
    yield this.#line(await this.#header())
    for (const table of tables) yield* this.#table(table)
    await this.#owner.query('COMMIT')
    this.#manifest = {
      tables: this.#tables,
      rootKeys: [...this.#rootKeys].sort(),
      organizationKeys: this.#organizationKeys,
      sha256: this.#whole.digest('hex'),
    }
    yield Buffer.from(`${JSON.stringify(this.#manifest)}\n`)
  }

  /** The locks come before the snapshot, which the first query takes: a migration is seen whole or not at all. */
  async #begin(): Promise<BackupTable[]> {
    await this.#owner.query(SETTINGS)
    const named = (await findBackupTables(this.#owner)).map(({ table }) => quoted(table))
    await this.#owner.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    await this.#owner.query(`LOCK TABLE ${named.join(', ')} IN ACCESS SHARE MODE`)
    return findBackupTables(this.#owner)
  }

  async #header(): Promise<BackupHeader> {
    const { id, epoch, sequence } = await readStoredDeployment(this.#owner)
    const { rows } = await this.#owner.query<{ migrations: number[]; server: string }>(
      `SELECT array_agg(number ORDER BY number) AS migrations, current_setting('server_version') AS server
       FROM sallyport_deployment.migrations`,
    )
    const [row] = rows
    const deployment = await findDeployment(this.#owner)
    if (row === undefined || deployment === undefined) throw new TypeError('the deployment is there')
    this.#rootKeys.add(deployment.rootKeyId)
    const organizations = await this.#owner.query<{ id: string }>(
      'SELECT organization_id AS id FROM sallyport_deployment.organization_ids ORDER BY 1',
    )
    this.#proofs = organizations.rows.map(({ id: each }) => proofOfScope(deployment.scopeKey, each))
    return { deploymentId: id, epoch, sequence, ...row, createdAt: this.#at.toISOString() }
  }

  async *#table(entry: BackupTable): AsyncGenerator<Uint8Array> {
    yield this.#line(entry)
    const hash = createHash('sha256')
    let rows = 0
    // Row-level security binds the owner too: it goes from organization to organization, like the engine.
    for (const proof of isOfOrganizations(entry.table) ? this.#proofs : [undefined]) {
      if (proof !== undefined) await this.#enter(proof, entry.table)
      rows += yield* this.#copy(entry, hash)
    }
    this.#tables.push({ table: entry.table, rows, sha256: hash.digest('hex') })
    const end = Buffer.from(END_OF_ROWS)
    this.#whole.update(end)
    yield end
  }

  async #enter(proof: string, table: string): Promise<void> {
    await this.#owner.query("SELECT set_config('sallyport.scope', $1, true)", [proof])
    if (table !== 'sallyport.organization_keys') return
    const { rows } = await this.#owner.query<{ id: string; root: string }>(
      'SELECT id, root_key_id AS root FROM sallyport.organization_keys WHERE shredded_at IS NULL ORDER BY created_at, id',
    )
    for (const { id, root } of rows) {
      this.#organizationKeys.push(id)
      this.#rootKeys.add(root)
    }
  }

  async *#copy({ table, columns }: BackupTable, hash: Hash): AsyncGenerator<Uint8Array, number> {
    const source = table === WAITING_JOBS ? `(${await selectWaitingJobs(this.#owner)}) AS w` : quoted(table)
    const sql = `COPY (SELECT ${columnList(columns)} FROM ${source}) TO STDOUT`
    const stream = this.#owner.query(copyTo(sql))
    try {
      for await (const chunk of stream) {
        hash.update(chunk)
        this.#whole.update(chunk)
        yield chunk
      }
    } catch (error) {
      throw databaseError(error)
    }
    return stream.rowCount
  }

  #line(value: object): Uint8Array {
    const line = Buffer.from(`${JSON.stringify(value)}\n`)
    this.#whole.update(line)
    return line
  }
}
