import type { Event } from '@sallyport/engine'
import { jsonbOfRecord } from '../jsonb.ts'
import type { Query, Statement } from '../organization-transactions.ts'

/** With the pauses between them about three days. */
const DELIVERY_ATTEMPTS = 21

/** What is told to a webhook: the subject of a job `deliver_webhook`. */
export const DELIVERY = "w.id::text || ':' || e.id::text"
/** Adds the job that tells a webhook `w` of an event `e`. */
export const DELIVER = `sallyport.add_job('deliver_webhook', ${DELIVERY}, NULL, ${DELIVERY_ATTEMPTS}, true, 0)`

const INSERT: Statement = {
  name: 'insert event',
  text: `WITH e AS (
      INSERT INTO sallyport.events (organization_id, id, workspace_id, connector_id, type, data, at)
      VALUES (sallyport.current_organization(), $1, $2, $3, $4, $5, coalesce($6, clock_timestamp()))
      RETURNING id, type)
    SELECT ${DELIVER} FROM e, sallyport.webhooks w
    WHERE w.status = 'enabled' AND (w.event_types = '{}' OR e.type = ANY (w.event_types))`,
}

/** Who adds removes a few that are older than 90 days; one at a time, so that nobody waits for another. */
const SWEEP: Statement = {
  name: 'sweep events',
  text: `DELETE FROM sallyport.events WHERE id IN (
      SELECT id FROM sallyport.events WHERE at < now() - interval '90 days' ORDER BY at LIMIT 20)
    AND (SELECT pg_try_advisory_xact_lock(
      hashtextextended('sallyport sweep of events ' || sallyport.current_organization(), 0)))`,
}

/**
 * Records what happened in the transaction in which it does, and has the webhooks told that want to hear of it: there
 * is never one without the other. Without a time it is the database's own.
 */
export async function insertEvent(
  query: Query,
  event: Omit<Event, 'organizationId' | 'at'> & { readonly at?: Date },
): Promise<void> {
  const { id, workspaceId, connectorId, type, data, at } = event
  await query(INSERT, [id, workspaceId, connectorId, type, jsonbOfRecord(data), at ?? null])
  await query(SWEEP, [])
}
