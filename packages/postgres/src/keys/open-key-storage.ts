import type { KeyStorage } from '@sallyport/engine'
import { SallyportError } from '@sallyport/errors'
import type { OrganizationKeyStore } from '@sallyport/vault'
import pg, { escapeIdentifier } from 'pg'
import { type Connection, clientConfig } from '../connection.ts'
import { databaseError } from '../database-error.ts'
import { type DeploymentRow, findDeployment } from '../deployment.ts'
import { latestMigration } from '../migrate.ts'
import { OrganizationTransactions } from '../organization-transactions.ts'
import { rolesOf } from '../roles.ts'
import { organizationKeyStore } from '../stores/organization-key-store.ts'
import { type AsOwner, deploymentSecretStore } from './deployment-secret-store.ts'
import { keyRowStore } from './key-row-store.ts'
import { sealedRowStore } from './sealed-row-store.ts'
import { sealedValueStore } from './sealed-value-store.ts'

export interface OpenKeyStorage {
  readonly storage: KeyStorage
  readonly organizationKeys: OrganizationKeyStore
  readonly deployment: DeploymentRow
  readonly close: () => Promise<void>
}

export interface KeyStorageOptions {
  /** As a role that may become the owner of the tables: the one that the engine starts with. */
  readonly connection: Connection
  readonly maxConnections?: number
}

/**
 * Opens the storage of keys beside whatever engines are at work on the database. Nothing is made or migrated. All goes
 * as the owner of the tables, whom row-level security binds like everybody: each organization is entered by its proof.
 *
 * @throws SallyportError `configuration_invalid` when there is no deployment yet, or another version's.
 */
export async function openKeyStorage(options: KeyStorageOptions): Promise<OpenKeyStorage> {
  const { asOwner, transactions, deployment } = await openOwner(options)
  const storage = {
    ...deploymentSecretStore(asOwner, transactions),
    ...keyRowStore(transactions),
    ...sealedRowStore(transactions),
    ...sealedValueStore(transactions),
  }
  const organizationKeys = organizationKeyStore(transactions)
  return { storage, organizationKeys, deployment, close: () => transactions.close() }
}

/** A deployment as the owner of its tables, beside whatever engines are at work on it. */
export async function openOwner({ connection, maxConnections = 2 }: KeyStorageOptions) {
  const { owner } = rolesOf(connection.database)
  const asOwner: AsOwner = (work) => runAs(connection, owner, work)
  const deployment = await asOwner(findReady)
  const { scopeKey } = deployment
  const transactions = new OrganizationTransactions({ connection, role: owner, scopeKey, maxConnections })
  return { asOwner, transactions, deployment }
}

async function runAs<T>(
  connection: Connection,
  role: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ ...clientConfig(connection, 'keys'), query_timeout: 15_000 })
  // A connection that breaks reports to its query as well.
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('SET search_path = pg_catalog')
    await become(client, role)
    return await work(client)
  } catch (error) {
    throw databaseError(error)
  } finally {
    await client.end().catch(() => {})
  }
}

/** invalid_parameter_value: there is no such role, and so no deployment. */
async function become(client: pg.Client, role: string): Promise<void> {
  const { rows } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role])
  if (rows.length === 0) throw notStarted()
  await client.query(`SET ROLE ${escapeIdentifier(role)}`)
}

async function findReady(owner: pg.Client): Promise<DeploymentRow> {
  const { rows } = await owner.query<{ ready: boolean }>(
    "SELECT to_regclass('sallyport_deployment.migrations') IS NOT NULL AS ready",
  )
  if (rows[0]?.ready !== true) throw notStarted()
  const migrations = await owner.query<{ latest: number }>(
    'SELECT max(number) AS latest FROM sallyport_deployment.migrations',
  )
  if (migrations.rows[0]?.latest !== latestMigration()) throw anotherVersion()
  const deployment = await findDeployment(owner)
  if (deployment === undefined) throw notStarted()
  return deployment
}

function notStarted(): SallyportError {
  return new SallyportError('configuration_invalid', 'The database holds no deployment yet.', {
    fix: 'Start the engine on it once; or let DATABASE_URL or SALLYPORT_DATA_DIR name the one that is meant.',
  })
}

function anotherVersion(): SallyportError {
  return new SallyportError(
    'configuration_invalid',
    'The database belongs to another version of Sallyport.',
    {
      fix: 'Run the command of the version that the engines run; a newer engine migrates the database when it starts.',
    },
  )
}
