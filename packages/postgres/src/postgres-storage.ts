import type { Storage } from '@sallyport/engine'
import type { OrganizationKeyStore } from '@sallyport/vault'
import { PostgresChangeFeed } from './change-feed.ts'
import { as, type Connection } from './connection.ts'
import { OrganizationTransactions } from './organization-transactions.ts'
import type { PreparedDatabase } from './prepare-database.ts'
import { probeDatabase } from './probe-database.ts'
import { allowanceStore } from './stores/allowance-store.ts'
import { applicationStore } from './stores/application-store.ts'
import { connectSessionStore } from './stores/connect-session-store.ts'
import { connectorStore } from './stores/connector-store.ts'
import { definitionStore } from './stores/definition-store.ts'
import { executionStore } from './stores/execution-store.ts'
import { fileStore } from './stores/file-store.ts'
import { oauthApplicationStore } from './stores/oauth-application-store.ts'
import { organizationKeyStore } from './stores/organization-key-store.ts'
import { redirectUrlStore } from './stores/redirect-url-store.ts'
import { signingKeyStore } from './stores/signing-key-store.ts'
import { workspaceStore } from './stores/workspace-store.ts'

export interface PostgresStorageOptions {
  /** Where the database is. It is entered as the engine's role, whoever this names. */
  readonly connection: Connection
  readonly prepared: PreparedDatabase
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly monotonic: () => number
  readonly onQuery?: (what: string) => void
}

export interface PostgresStorage {
  readonly storage: Storage
  readonly organizationKeys: OrganizationKeyStore
  /** Whether the database answers and has all migrations. @throws SallyportError `storage_unavailable` */
  readonly probe: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Opens the engine's storage on a prepared database. */
export async function openPostgresStorage(options: PostgresStorageOptions): Promise<PostgresStorage> {
  const { prepared, now, monotonic, onQuery } = options
  const connection = as(options.connection, prepared.roles.engine, prepared.enginePassword)
  const changes = new PostgresChangeFeed({ connection, monotonic })
  await probeDatabase(connection)
  await changes.start()
  const transactions = new OrganizationTransactions({
    connection,
    scopeKey: prepared.deployment.scopeKey,
    onChange: (organizationId) => changes.announce(organizationId),
    ...(onQuery && { onQuery }),
  })
  return {
    storage: {
      applications: applicationStore(transactions),
      signingKeys: signingKeyStore(transactions),
      workspaces: workspaceStore(transactions),
      connectors: connectorStore(transactions),
      definitions: definitionStore(transactions),
      executions: executionStore(transactions),
      files: fileStore(transactions),
      oauthApplications: oauthApplicationStore(transactions),
      redirectUrls: redirectUrlStore(transactions),
      connectSessions: connectSessionStore(transactions),
      allowances: allowanceStore(transactions, { now }),
      changes,
    },
    organizationKeys: organizationKeyStore(transactions),
    probe: () => probeDatabase(connection),
    close: async () => {
      await changes.close()
      await transactions.close()
    },
  }
}
