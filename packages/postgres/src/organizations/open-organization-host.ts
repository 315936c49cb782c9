import type { NewOrganization, OrganizationHost, Recorded } from '@sallyport/engine'
import type { Client } from 'pg'
import { asOwnerAlone } from '../as-owner.ts'
import type { Connection } from '../connection.ts'
import { type DeploymentRow, insertOrganization } from '../deployment.ts'
import { openOwner } from '../keys/open-key-storage.ts'
import type { Query } from '../organization-transactions.ts'
import { insertAuditEvent } from '../stores/audit-event.ts'
import { organizationHost } from './organization-host.ts'

export interface OpenOrganizationHost {
  readonly host: OrganizationHost
  readonly deployment: DeploymentRow
  readonly close: () => Promise<void>
}

/**
 * Opens organizations and applications beside whatever engines are at work on the database. Nothing is migrated.
 *
 * @throws SallyportError `configuration_invalid` when there is no deployment yet, or another version's.
 */
export async function openOrganizationHost(connection: Connection): Promise<OpenOrganizationHost> {
  const { asOwner, transactions, deployment } = await openOwner({ connection })
  const { scopeKey } = deployment
  const addOrganization = (organization: NewOrganization, recorded: Recorded) =>
    asOwnerAlone(connection, 'organizations', (owner) => insert(owner, { scopeKey, organization, recorded }))
  const host = { ...organizationHost(asOwner, transactions), addOrganization }
  return { host, deployment, close: () => transactions.close() }
}

interface Insertion {
  readonly scopeKey: Uint8Array
  readonly organization: NewOrganization
  readonly recorded: Recorded
}

async function insert(owner: Client, { scopeKey, organization, recorded }: Insertion): Promise<void> {
  await insertOrganization(owner, scopeKey, organization)
  const query: Query = async (statement, values) =>
    (await owner.query({ ...statement, values: [...values] })).rows
  await insertAuditEvent(query, null, recorded.event)
  await recorded.beforeCommit?.()
}
