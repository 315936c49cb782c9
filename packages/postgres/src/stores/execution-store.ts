import type { Execution, ExecutionStore, ListedExecution } from '@sallyport/engine'
import { jsonbOfRecord } from '../jsonb.ts'
import type { OrganizationTransactions, Statement } from '../organization-transactions.ts'

/** Adds to what was used. In the order of the key: engines that add at once wait for each other in no circle. */
const ADD_USAGE = `INSERT INTO sallyport.usage_days AS u
      (organization_id, day, workspace_id, connector_id, outcome, calls, bytes_sent, bytes_received)
    SELECT (SELECT sallyport.current_organization()), (began AT TIME ZONE 'UTC')::date, workspace_id, connector_id,
      outcome, sum(calls), coalesce(sum(bytes_sent), 0), coalesce(sum(bytes_received), 0)
    FROM used GROUP BY 2, 3, 4, 5 ORDER BY 2, 3, 4, 5
    ON CONFLICT (organization_id, day, workspace_id, connector_id, outcome) DO UPDATE
      SET calls = u.calls + excluded.calls, bytes_sent = u.bytes_sent + excluded.bytes_sent,
        bytes_received = u.bytes_received + excluded.bytes_received`

/**
 * All rows as one JSON parameter: one statement for any number of them. What ends after its workspace was offboarded
 * is not recorded any more: everything else of it is erased. A call is counted by the statement that records its end,
 * and an end is recorded once: one that is saved again, since nobody knows whether it was saved, counts for nothing.
 */
export const insertExecutions = (
  parameter: string,
  condition = '',
): string => `INSERT INTO sallyport.executions AS x
      (organization_id, id, workspace_id, connector_id, entity, action, effect, actor, request_id,
       client_request_id, intent, started_at, duration_ms, outcome, bytes_sent, bytes_received)
    SELECT (SELECT sallyport.current_organization()), e."id", e."workspaceId", e."connectorId", e."entity", e."action",
      e."effect", e."actor", e."requestId", e."clientRequestId", e."intent", e."startedAt", e."durationMs", e."outcome",
      e."bytesSent", e."bytesReceived"
    FROM jsonb_to_recordset(${parameter}::jsonb) AS e(
      "id" uuid, "workspaceId" uuid, "connectorId" uuid, "entity" text, "action" text, "effect" text,
      "actor" jsonb, "requestId" text, "clientRequestId" text, "intent" text, "startedAt" timestamptz,
      "durationMs" integer, "outcome" text, "bytesSent" bigint, "bytesReceived" bigint)
    WHERE NOT EXISTS (
      SELECT FROM sallyport.revocation_jobs j WHERE j.workspace_id = e."workspaceId" AND j.kind = 'workspace')
      ${condition}
    ON CONFLICT (organization_id, id) DO UPDATE
      SET duration_ms = excluded.duration_ms, outcome = excluded.outcome, bytes_sent = excluded.bytes_sent,
        bytes_received = excluded.bytes_received
      WHERE x.outcome = 'started'
    RETURNING x.started_at AS began, x.workspace_id, x.connector_id, x.outcome, 1 AS calls, x.bytes_sent,
      x.bytes_received`

/** What a quota refused was not made. */
const SAVE: Statement = {
  name: 'save executions',
  text: `WITH saved AS (${insertExecutions('$1')}),
    used AS (SELECT * FROM saved WHERE outcome NOT IN ('started', 'quota_exceeded'))
    ${ADD_USAGE}`,
}

/** What is known only when a file has gone through; once as well. */
const MEASURE: Statement = {
  name: 'measure executions',
  text: `WITH used AS (
      UPDATE sallyport.executions x SET bytes_sent = m."bytesSent", bytes_received = m."bytesReceived"
      FROM jsonb_to_recordset($1::jsonb) AS m("id" uuid, "bytesSent" bigint, "bytesReceived" bigint)
      WHERE x.id = m."id" AND x.bytes_received IS NULL AND x.outcome <> 'started'
      RETURNING x.started_at AS began, x.workspace_id, x.connector_id, x.outcome, 0 AS calls, x.bytes_sent,
        x.bytes_received
    )
    ${ADD_USAGE}`,
}

/** Both ends are told as times of the index, so that a page far down reads no more rows than the first. */
const LIST: Statement = {
  name: 'list executions',
  text: `SELECT x.id, x.organization_id AS "organizationId", x.workspace_id AS "workspaceId",
      x.connector_id AS "connectorId", c.name AS "connectorName", x.entity, x.action, x.effect, x.actor,
      x.request_id AS "requestId", x.client_request_id AS "clientRequestId", x.intent, x.started_at AS "startedAt",
      x.duration_ms AS "durationMs", x.outcome, x.bytes_sent::float8 AS "bytesSent",
      x.bytes_received::float8 AS "bytesReceived"
    FROM sallyport.executions x
    LEFT JOIN sallyport.connectors c ON c.organization_id = x.organization_id AND c.id = x.connector_id
    WHERE x.workspace_id = $1 AND ($2::uuid IS NULL OR x.connector_id = $2)
      AND x.started_at BETWEEN coalesce($3::timestamptz, '-infinity') AND coalesce($4::timestamptz, 'infinity')
      AND ($4::timestamptz IS NULL OR (x.started_at, x.id) < ($4, $5::uuid))
    ORDER BY x.started_at DESC, x.id DESC LIMIT $6`,
}

export function executionStore(transactions: OrganizationTransactions): ExecutionStore {
  return {
    async save(scope, executions: readonly Execution[]) {
      if (executions.length === 0) return
      await transactions.run(scope, (query) => query(SAVE, [jsonbOfRecord(executions)]))
    },
    async measure(scope, measured) {
      if (measured.length === 0) return
      await transactions.run(scope, (query) => query(MEASURE, [jsonbOfRecord(measured)]))
    },
    list(scope, { connectorId, since, after, limit }) {
      const place = [since ?? null, after?.startedAt ?? null, after?.id ?? null]
      const values = [scope.workspaceId, connectorId ?? null, ...place, limit]
      return transactions.run(scope, (query) => query<ListedExecution>(LIST, values))
    },
  }
}
