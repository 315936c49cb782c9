import type { Event } from '@sallyport/engine'
import { jsonbOfRecord } from '../jsonb.ts'
import type { Query, Statement } from '../organization-transactions.ts'

const INSERT: Statement = {
  name: 'insert event',
  text: `INSERT INTO sallyport.events (organization_id, id, workspace_id, connector_id, type, data, at)
    VALUES (sallyport.current_organization(), $1, $2, $3, $4, $5, coalesce($6, clock_timestamp()))`,
}

/** Records what happened in the transaction in which it does. Without a time it is the database's own. */
export async function insertEvent(
  query: Query,
  event: Omit<Event, 'organizationId' | 'at'> & { readonly at?: Date },
): Promise<void> {
  const { id, workspaceId, connectorId, type, data, at } = event
  await query(INSERT, [id, workspaceId, connectorId, type, jsonbOfRecord(data), at ?? null])
}
