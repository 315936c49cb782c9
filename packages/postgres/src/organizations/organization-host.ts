import type { Application, Grant, OrganizationHost, OrganizationScope, Recorded } from '@sallyport/engine'
import type { AsOwner } from '../keys/deployment-secret-store.ts'
import { deploymentSecretStore } from '../keys/deployment-secret-store.ts'
import type { OrganizationTransactions, Query, Statement } from '../organization-transactions.ts'
import * as statements from '../stores/application-statements.ts'
import { applicationStore, insertApplication } from '../stores/application-store.ts'
import { insertAuditEvent } from '../stores/audit-event.ts'
import { organizationStore } from '../stores/organization-store.ts'

export type ApplicationHost = Omit<OrganizationHost, 'addOrganization'>

/** What an operator does to organizations and applications, as the owner of the tables. */
export function organizationHost(asOwner: AsOwner, transactions: OrganizationTransactions): ApplicationHost {
  const { find } = applicationStore(transactions)
  const { organizations } = deploymentSecretStore(asOwner, transactions)
  const doing = (scope: OrganizationScope, work: (query: Query) => Promise<boolean>, recorded: Recorded) =>
    transactions.change(scope, async (query) => {
      if (!(await work(query))) return false
      await finish(query, recorded)
      return true
    })
  const granting = (statement: Statement) => (scope: OrganizationScope, grant: Grant, recorded: Recorded) =>
    doing(scope, (query) => did(query(statement, [grant.applicationId, grant.organizationId])), recorded)
  return {
    organizations,
    organization: organizationStore(transactions).find,
    application: find,
    applications: (scope) => transactions.run(scope, (query) => query<Application>(statements.LIST, [])),
    addApplication: (scope, application, { max, ...recorded }) =>
      transactions.change(scope, async (query) => {
        const stored = await insertApplication(query, application, max)
        if (stored === 'stored') await finish(query, recorded)
        return stored
      }),
    rotateSecret: (scope, { id, version, secretHash, previousUntil }, recorded) => {
      const values = [id, version, secretHash, previousUntil]
      return doing(scope, (query) => did(query(statements.ROTATE, values)), recorded)
    },
    endOlderSecret: (scope, id, recorded) =>
      doing(scope, (query) => did(query(statements.END_OLDER, [id])), recorded),
    revoke: (scope, id, { at, eventFor }) =>
      transactions.change(scope, async (query) => {
        await query(statements.LOCK, [])
        const rows = await query<{ readonly id: string }>(statements.REVOKE, [id, at])
        for (const row of rows) await insertAuditEvent(query, null, eventFor(row.id))
        return rows.map((row) => row.id)
      }),
    grant: granting(statements.GRANT),
    ungrant: granting(statements.UNGRANT),
    record: (scope, event) => transactions.run(scope, (query) => insertAuditEvent(query, null, event)),
  }
}

/** Records what was done, and keeps what is shown once: last, so that it stands for a change that is about to be final. */
async function finish(query: Query, { event, beforeCommit }: Recorded): Promise<void> {
  await insertAuditEvent(query, null, event)
  await beforeCommit?.()
}

async function did(rows: Promise<readonly unknown[]>): Promise<boolean> {
  return (await rows).length > 0
}
