import type { AuditEvent } from '@sallyport/engine'
import { jsonb } from '../jsonb.ts'
import type { Query, Statement } from '../organization-transactions.ts'

const INSERT: Statement = {
  name: 'insert audit event',
  text: `INSERT INTO sallyport.audit_events
      (organization_id, id, workspace_id, type, actor, subject_id, request_id, at)
    VALUES (sallyport.current_organization(), $1, $2, $3, $4, $5, $6, $7)`,
}

/** Records an act in the transaction that carries it out: there is never one without the other. What concerns no workspace names none. */
export async function insertAuditEvent(
  query: Query,
  workspaceId: string | null,
  event: AuditEvent,
): Promise<void> {
  const { id, type, actor, subjectId, requestId, at } = event
  await query(INSERT, [id, workspaceId, type, jsonb(actor), subjectId, requestId, at])
}
