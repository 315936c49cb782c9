import type { UsageReport, WorkspaceQuota } from '@sallyport/engine'

type Totals = UsageReport['totals']

/** @param next Address of the next page. */
export function usageBody({ from, to, totals, rows }: UsageReport, next: string | null) {
  return { from, to, totals: totalsBody(totals), data: rows.map(rowBody), next }
}

function totalsBody({ calls, errors, bytesSent, bytesReceived }: Totals) {
  return { calls, errors, bytes_sent: bytesSent, bytes_received: bytesReceived }
}

function rowBody(row: UsageReport['rows'][number]) {
  return {
    day: row.day,
    workspace_id: row.workspaceId,
    workspace_name: row.workspaceName,
    connector_id: row.connectorId,
    connector_name: row.connectorName,
    ...totalsBody(row),
    outcomes: { ...row.outcomes },
  }
}

export function quotaBody({
  callsPerMinute,
  callsPerDay,
}: Pick<WorkspaceQuota, 'callsPerMinute' | 'callsPerDay'>) {
  return { calls_per_minute: callsPerMinute, calls_per_day: callsPerDay }
}

export function workspaceQuotaBody(id: string, quota: WorkspaceQuota) {
  const { callsPerMinute, callsPerDay } = quota.inherited
  return {
    workspace_id: id,
    ...quotaBody(quota),
    inherited: { calls_per_minute: callsPerMinute, calls_per_day: callsPerDay },
  }
}
