import type { Webhook, WebhookStore } from '@sallyport/engine'
import type { OrganizationTransactions, Query } from '../organization-transactions.ts'
import { insertAuditEvent } from './audit-event.ts'
import { insertEvent } from './event.ts'
import * as statements from './webhook-statements.ts'

export function webhookStore(transactions: OrganizationTransactions): WebhookStore {
  return {
    insert: (scope, webhook, { max, event }) =>
      transactions.run(scope, async (query) => {
        await query(statements.LOCK, [])
        const [row] = await query<{ readonly count: number }>(statements.COUNT, [])
        if ((row?.count ?? 0) >= max) return 'full'
        const { id, url, eventTypes, status, version, sealed, createdAt } = webhook
        await query(statements.INSERT, [id, url, eventTypes, status, version, sealed, createdAt])
        await insertAuditEvent(query, null, event)
        return 'stored'
      }),
    async find(scope, id) {
      const [webhook] = await transactions.run(scope, (query) => query<Webhook>(statements.FIND, [id]))
      return webhook
    },
    list: (scope) => transactions.run(scope, (query) => query<Webhook>(statements.LIST, [])),
    delete: (scope, id, event) =>
      transactions.run(scope, async (query) => {
        const removed = await did(query(statements.DELETE, [id]))
        if (removed) await insertAuditEvent(query, null, event)
        return removed
      }),
    rotate: (scope, { id, version, sealed, previousUntil }, event) =>
      transactions.run(scope, async (query) => {
        const rotated = await did(query(statements.ROTATE, [id, version, sealed, previousUntil]))
        if (rotated) await insertAuditEvent(query, null, event)
        return rotated
      }),
    async record(scope, id, { at, error }) {
      await transactions.run(scope, (query) => query(statements.RECORD, [id, at, error]))
    },
    async disable(scope, id, { error, event }) {
      await transactions.run(scope, async (query: Query) => {
        if (await did(query(statements.DISABLE, [id, error]))) await insertEvent(query, event)
      })
    },
    replay: (scope, id, { since, after, limit, event }) =>
      transactions.run(scope, async (query) => {
        if (!(await did(query(statements.ENABLE, [id])))) return []
        await insertAuditEvent(query, null, event)
        const values = [id, since ?? null, after ?? null, limit]
        return (await query<{ readonly id: string }>(statements.REPLAY, values)).map((row) => row.id)
      }),
  }
}

/** Whether a statement found its row. */
async function did(rows: Promise<readonly unknown[]>): Promise<boolean> {
  return (await rows).length > 0
}
