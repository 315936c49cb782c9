import type { Application, ApplicationStore, NewApplication } from '@sallyport/engine'
import type { OrganizationTransactions, Query } from '../organization-transactions.ts'
import * as statements from './application-statements.ts'
import { insertAuditEvent } from './audit-event.ts'

export function applicationStore(transactions: OrganizationTransactions): ApplicationStore {
  return {
    async find(scope, id) {
      const [row] = await transactions.run(scope, (query) => query<Application>(statements.FIND, [id]))
      return row
    },
    insert: (scope, application, { max, event }) =>
      transactions.change(scope, async (query) => {
        const stored = await insertApplication(query, application, max)
        if (stored === 'stored') await insertAuditEvent(query, null, event)
        return stored
      }),
  }
}

/** Stores one more application, unless there are too many or the one that asked for it is in use no more. */
export async function insertApplication(
  query: Query,
  { id, name, secretHash, createdAt, madeBy }: NewApplication,
  max: number,
): Promise<'stored' | 'full' | 'revoked'> {
  await query(statements.LOCK, [])
  const [row] = await query<{ readonly count: number; readonly living: boolean }>(statements.COUNT, [madeBy])
  if (row?.living !== true) return 'revoked'
  if (row.count >= max) return 'full'
  await query(statements.INSERT, [id, name, secretHash, createdAt, madeBy])
  return 'stored'
}
