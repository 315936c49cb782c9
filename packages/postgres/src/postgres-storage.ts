import type { Jobs, OrganizationScope, Storage } from '@sallyport/engine'
import type { OrganizationKeyStore } from '@sallyport/vault'
import { PostgresChangeFeed } from './change-feed.ts'
import { as, type Connection } from './connection.ts'
import { PostgresJobs } from './jobs/postgres-jobs.ts'
import { OrganizationTransactions, type TransactionsOptions } from './organization-transactions.ts'
import type { PreparedDatabase } from './prepare-database.ts'
import { probeDatabase } from './probe-database.ts'
import type { DeploymentWatch } from './recognition/deployment-watch.ts'
import { readServerIdentity } from './recognition/server-identity.ts'
import { readStoredDeployment } from './recognition/stored-deployment.ts'
import { openStores } from './stores/open-stores.ts'
import { organizationKeyStore } from './stores/organization-key-store.ts'

export interface PostgresStorageOptions {
  /** Where the database is. It is entered as the engine's role, whoever this names. */
  readonly connection: Connection
  readonly prepared: PreparedDatabase
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly monotonic: () => number
  readonly newId: () => string
  readonly onQuery?: (what: string) => void
  /** Told of every look at the database, and closed with the storage. */
  readonly watch?: DeploymentWatch
  /** Makes the scope of an organization that a job has proved. */
  readonly scopeOf: (organizationId: string) => OrganizationScope
  /** Told of jobs that failed for good, and of trouble with the queue. */
  readonly onJobFailure: (error: unknown) => void
}

export interface PostgresStorage {
  readonly storage: Storage
  /** Stopped before `close`. */
  readonly jobs: Jobs
  readonly organizationKeys: OrganizationKeyStore
  /** Whether the database answers and has all migrations. @throws SallyportError `storage_unavailable` */
  readonly probe: () => Promise<void>
  readonly close: () => Promise<void>
}

/** A step of a refresh takes milliseconds, and the token endpoint is asked without one. */
const REFRESH_CONNECTIONS = 4

/** Opens the engine's storage on a prepared database. */
export async function openPostgresStorage(options: PostgresStorageOptions): Promise<PostgresStorage> {
  const { prepared, now, monotonic, newId, onQuery, watch } = options
  const connection = as(options.connection, prepared.roles.engine, prepared.enginePassword)
  const changes = new PostgresChangeFeed({
    connection,
    monotonic,
    ...(watch && { onLook: () => watch.begin() }),
  })
  await probeDatabase(connection)
  await changes.start()
  const common: TransactionsOptions = {
    connection,
    scopeKey: prepared.deployment.scopeKey,
    onChange: (organizationId) => changes.announce(organizationId),
    // A promoted standby is noticed before anything is read from it, without waiting for the changes.
    onConnect: async (client) => {
      const found = watch?.begin()
      const server = await readServerIdentity(client)
      found?.(await readStoredDeployment(client), server)
    },
    ...(onQuery && { onQuery }),
  }
  const transactions = new OrganizationTransactions(common)
  // Calls that wait for connections must not keep a rotated token from being saved.
  const refreshes = new OrganizationTransactions({
    ...common,
    maxConnections: REFRESH_CONNECTIONS,
    durable: true,
  })
  const { scopeKey } = prepared.deployment
  const { scopeOf, onJobFailure: onFailure } = options
  return {
    jobs: new PostgresJobs({ connection, transactions, scopeKey, scopeOf, onFailure }),
    storage: { ...openStores({ transactions, refreshes, now, newId }), changes },
    organizationKeys: organizationKeyStore(transactions),
    probe: () => probeDatabase(connection),
    close: async () => {
      await changes.close()
      await watch?.close()
      await transactions.close()
      await refreshes.close()
    },
  }
}
