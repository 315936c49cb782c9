import type { UsageStore } from '@sallyport/engine'
import type { Connection } from './connection.ts'
import { openKeyStorage } from './keys/open-key-storage.ts'
import { OrganizationTransactions } from './organization-transactions.ts'
import { rolesOf } from './roles.ts'
import { usageStore } from './stores/usage-store.ts'

export interface OpenUsage {
  readonly usage: UsageStore
  /** Ids of organizations behind that one, in their order; none at the end. */
  readonly organizations: (after: string | undefined) => Promise<readonly string[]>
  readonly close: () => Promise<void>
}

/**
 * Opens what was used beside whatever engines are at work on the database, as the owner of the tables: each
 * organization is entered by its proof.
 *
 * @throws SallyportError `configuration_invalid` when there is no deployment yet, or another version's.
 */
export async function openUsage(connection: Connection): Promise<OpenUsage> {
  const keys = await openKeyStorage({ connection, maxConnections: 1 })
  const { owner } = rolesOf(connection.database)
  const { scopeKey } = keys.deployment
  const transactions = new OrganizationTransactions({ connection, role: owner, scopeKey, maxConnections: 1 })
  const store = usageStore(transactions)
  const close = async () => {
    await transactions.close()
    await keys.close()
  }
  return { usage: store, organizations: (after) => keys.storage.organizations(after), close }
}
