import { randomUUID } from 'node:crypto'
import type { OrganizationScope, WorkspaceScope } from '@sallyport/engine'
import type { OrganizationTransactions } from '../organization-transactions.ts'
import { revocationStore } from '../stores/revocation-store.ts'
import { eventOf } from './rows.ts'

/** Removes one connector, as the engine does it. Gives how many there were. */
export async function endConnector(
  transactions: OrganizationTransactions,
  scope: WorkspaceScope,
  connectorId: string,
): Promise<{ readonly jobId: string; readonly taken: number }> {
  const store = revocationStore(transactions)
  const { workspaceId } = scope
  const event = eventOf('connector.deleted', { subjectId: connectorId })
  const { actor, at: requestedAt } = event
  const job = { id: randomUUID(), kind: 'connector', workspaceId, actor, requestedAt } as const
  await store.begin(scope, job, event)
  const filter = { connectorId, workspaceId }
  const taken = await store.take(scope, job, { filter, limit: 10, at: requestedAt, newId: randomUUID })
  return { jobId: job.id, taken }
}

/** Ends what a job is about, as if third parties had said yes. */
export async function endTokens(
  transactions: OrganizationTransactions,
  scope: OrganizationScope,
  jobId: string,
): Promise<void> {
  const store = revocationStore(transactions)
  const found = await store.findJob(scope, jobId)
  for (const { id } of found?.revocations ?? []) {
    const receipts = [{ token: 'refresh_token', status: 'revoked' }] as const
    await store.record(scope, { id, jobId, receipts, finished: true }, { at: new Date(), newId: randomUUID })
  }
}
