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
import { allowanceStore } from './stores/allowance-store.ts'
import { applicationBreakers } from './stores/application-breakers.ts'
import { applicationStore } from './stores/application-store.ts'
import { collectionSessionStore } from './stores/collection-session-store.ts'
import { connectSessionStore } from './stores/connect-session-store.ts'
import { connectionTemplateStore } from './stores/connection-template-store.ts'
import { connectorStore } from './stores/connector-store.ts'
import { credentialRows } from './stores/credential-store.ts'
import { definitionStore } from './stores/definition-store.ts'
import { eventStore } from './stores/event-store.ts'
import { executionStore } from './stores/execution-store.ts'
import { fileStore } from './stores/file-store.ts'
import { heldGrantStore } from './stores/held-grant-store.ts'
import { idempotencyStore } from './stores/idempotency-store.ts'
import { oauthApplicationStore } from './stores/oauth-application-store.ts'
import { organizationCredentialStore } from './stores/organization-credential-store.ts'
import { organizationKeyStore } from './stores/organization-key-store.ts'
import { organizationStore } from './stores/organization-store.ts'
import { quotaStore } from './stores/quota-store.ts'
import { redirectUrlStore } from './stores/redirect-url-store.ts'
import { revocationStore } from './stores/revocation-store.ts'
import { signingKeyStore } from './stores/signing-key-store.ts'
import { sourceTemplateStore } from './stores/source-template-store.ts'
import { tagStore } from './stores/tag-store.ts'
import { usageStore } from './stores/usage-store.ts'
import { webhookStore } from './stores/webhook-store.ts'
import { workflowStore } from './stores/workflow-store.ts'
import { workspaceStore } from './stores/workspace-store.ts'

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
    storage: {
      organizations: organizationStore(transactions),
      applications: applicationStore(transactions),
      signingKeys: signingKeyStore(transactions),
      workspaces: workspaceStore(transactions),
      connectors: connectorStore(transactions),
      definitions: definitionStore(transactions),
      sourceTemplates: sourceTemplateStore(transactions),
      connectionTemplates: connectionTemplateStore(transactions),
      tags: tagStore(transactions),
      executions: executionStore(transactions),
      idempotency: idempotencyStore(transactions),
      files: fileStore(transactions),
      revocations: revocationStore(transactions),
      heldGrants: heldGrantStore(refreshes),
      oauthApplications: oauthApplicationStore(transactions),
      redirectUrls: redirectUrlStore(transactions),
      connectSessions: connectSessionStore(transactions),
      credentials: credentialRows(refreshes, { newId, others: transactions }),
      breakers: applicationBreakers(refreshes),
      events: eventStore(transactions),
      webhooks: webhookStore(transactions),
      usage: usageStore(transactions),
      quotas: quotaStore(transactions),
      collectionSessions: collectionSessionStore(transactions),
      organizationCredentials: organizationCredentialStore(transactions),
      workflows: workflowStore(transactions),
      allowances: allowanceStore(transactions, { now }),
      changes,
    },
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
