import type { UsageRow, UsageStore, UsageTotals } from '@sallyport/engine'
import type { OrganizationTransactions, Statement } from '../organization-transactions.ts'

const FAILED = "u.outcome NOT IN ('success', 'cancelled')"
/** A double counts exactly up to 2^53: nine petabytes. */
const TOTALS = `coalesce(sum(u.calls), 0)::float8 AS calls,
    coalesce(sum(u.calls) FILTER (WHERE ${FAILED}), 0)::float8 AS errors,
    coalesce(sum(u.bytes_sent), 0)::float8 AS "bytesSent", coalesce(sum(u.bytes_received), 0)::float8 AS "bytesReceived"`
const FITS = 'u.day BETWEEN $1::date AND $2::date AND ($3::uuid IS NULL OR u.workspace_id = $3)'

const LIST: Statement = {
  name: 'list usage',
  text: `SELECT to_char(u.day, 'YYYY-MM-DD') AS day, u.workspace_id AS "workspaceId", w.name AS "workspaceName",
      u.connector_id AS "connectorId", c.name AS "connectorName", ${TOTALS},
      jsonb_object_agg(u.outcome, u.calls) AS outcomes
    FROM sallyport.usage_days u
    JOIN sallyport.workspaces w ON w.organization_id = u.organization_id AND w.id = u.workspace_id
    LEFT JOIN sallyport.connectors c ON c.organization_id = u.organization_id AND c.id = u.connector_id
    WHERE ${FITS} AND ($4::date IS NULL OR (u.day, u.workspace_id, u.connector_id) > ($4, $5::uuid, $6::uuid))
    GROUP BY u.day, u.workspace_id, u.connector_id, w.name, c.name
    ORDER BY u.day, u.workspace_id, u.connector_id LIMIT $7`,
}
const TOTAL: Statement = {
  name: 'total usage',
  text: `SELECT ${TOTALS} FROM sallyport.usage_days u WHERE ${FITS}`,
}

export function usageStore(transactions: OrganizationTransactions): UsageStore {
  return {
    list: (scope, { from, to, workspaceId, after, limit }) => {
      const place = [after?.day ?? null, after?.workspaceId ?? null, after?.connectorId ?? null]
      const values = [from, to, workspaceId ?? null, ...place, limit]
      return transactions.run(scope, (query) => query<UsageRow>(LIST, values))
    },
    async total(scope, { from, to, workspaceId }) {
      const [totals] = await transactions.run(scope, (query) =>
        query<UsageTotals>(TOTAL, [from, to, workspaceId ?? null]),
      )
      return totals ?? { calls: 0, errors: 0, bytesSent: 0, bytesReceived: 0 }
    },
  }
}
