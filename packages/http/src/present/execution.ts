import type { ListedExecution } from '@sallyport/engine'

export function executionBody(row: ListedExecution) {
  const { kind, applicationId, organizationId } = row.actor
  return {
    id: row.id,
    workspace_id: row.workspaceId,
    connector_id: row.connectorId,
    connector_name: row.connectorName,
    entity: row.entity,
    action: row.action,
    effect: row.effect,
    outcome: row.outcome,
    started_at: row.startedAt.toISOString(),
    duration_ms: row.durationMs,
    bytes_sent: row.bytesSent,
    bytes_received: row.bytesReceived,
    intent: row.intent,
    request_id: row.requestId,
    client_request_id: row.clientRequestId,
    actor: {
      kind,
      application_id: applicationId,
      ...(organizationId !== undefined && { organization_id: organizationId }),
    },
  }
}
