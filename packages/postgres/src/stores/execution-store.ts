import type { Execution, ExecutionStore } from '@sallyport/engine'
import { jsonbOfRecord } from '../jsonb.ts'
import type { OrganizationTransactions, Statement } from '../organization-transactions.ts'

/**
 * All rows as one JSON parameter: one statement for any number of them. What ends after its workspace was offboarded
 * is not recorded any more: everything else of it is erased.
 */
export const insertExecutions = (
  parameter: string,
  condition = '',
): string => `INSERT INTO sallyport.executions
      (organization_id, id, workspace_id, connector_id, entity, action, effect, actor, request_id,
       client_request_id, intent, started_at, duration_ms, outcome)
    SELECT (SELECT sallyport.current_organization()), e."id", e."workspaceId", e."connectorId", e."entity", e."action",
      e."effect", e."actor", e."requestId", e."clientRequestId", e."intent", e."startedAt", e."durationMs", e."outcome"
    FROM jsonb_to_recordset(${parameter}::jsonb) AS e(
      "id" uuid, "workspaceId" uuid, "connectorId" uuid, "entity" text, "action" text, "effect" text,
      "actor" jsonb, "requestId" text, "clientRequestId" text, "intent" text, "startedAt" timestamptz,
      "durationMs" integer, "outcome" text)
    WHERE NOT EXISTS (
      SELECT FROM sallyport.revocation_jobs j WHERE j.workspace_id = e."workspaceId" AND j.kind = 'workspace')
      ${condition}
    ON CONFLICT (organization_id, id) DO UPDATE
      SET duration_ms = excluded.duration_ms, outcome = excluded.outcome`

const SAVE: Statement = { name: 'save executions', text: insertExecutions('$1') }

export function executionStore(transactions: OrganizationTransactions): ExecutionStore {
  return {
    async save(scope, executions: readonly Execution[]) {
      if (executions.length === 0) return
      await transactions.run(scope, (query) => query(SAVE, [jsonbOfRecord(executions)]))
    },
  }
}
