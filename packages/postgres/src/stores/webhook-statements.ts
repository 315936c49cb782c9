import type { Statement } from '../organization-transactions.ts'
import { DELIVER } from './event.ts'

const COLUMNS = `id, organization_id AS "organizationId", url, event_types AS "eventTypes", status, version, sealed,
  previous_sealed AS "previousSealed", previous_until AS "previousUntil", last_error AS "lastError",
  last_delivery_at AS "lastDeliveryAt", created_at AS "createdAt"`

/** One at a time: how many there are decides whether another may come. */
export const LOCK: Statement = {
  name: 'lock webhooks',
  text: "SELECT pg_advisory_xact_lock(hashtextextended('sallyport webhooks ' || sallyport.current_organization(), 0))",
}
export const COUNT: Statement = {
  name: 'count webhooks',
  text: 'SELECT count(*)::integer AS count FROM sallyport.webhooks',
}
export const INSERT: Statement = {
  name: 'insert webhook',
  text: `INSERT INTO sallyport.webhooks (organization_id, id, url, event_types, status, version, sealed, created_at)
    VALUES (sallyport.current_organization(), $1, $2, $3, $4, $5, $6, $7)`,
}
export const FIND: Statement = {
  name: 'find webhook',
  text: `SELECT ${COLUMNS} FROM sallyport.webhooks WHERE id = $1`,
}
export const LIST: Statement = {
  name: 'list webhooks',
  text: `SELECT ${COLUMNS} FROM sallyport.webhooks ORDER BY created_at, id`,
}
export const DELETE: Statement = {
  name: 'delete webhook',
  text: 'DELETE FROM sallyport.webhooks WHERE id = $1 RETURNING id',
}
export const ROTATE: Statement = {
  name: 'rotate secret of webhook',
  text: `UPDATE sallyport.webhooks
    SET version = version + 1, sealed = $3, previous_sealed = sealed, previous_until = $4
    WHERE id = $1 AND version = $2 RETURNING id`,
}
export const RECORD: Statement = {
  name: 'record attempt of webhook',
  text: `UPDATE sallyport.webhooks
    SET last_error = $3, last_delivery_at = CASE WHEN $3::text IS NULL THEN $2 ELSE last_delivery_at END
    WHERE id = $1`,
}
export const DISABLE: Statement = {
  name: 'disable webhook',
  text: `UPDATE sallyport.webhooks SET status = 'disabled', last_error = $2
    WHERE id = $1 AND status = 'enabled' RETURNING id`,
}
export const ENABLE: Statement = {
  name: 'enable webhook',
  text: "UPDATE sallyport.webhooks SET status = 'enabled' WHERE id = $1 RETURNING id",
}
/** One that still waits is moved to now, since its job is added `once`. */
export const REPLAY: Statement = {
  name: 'replay to webhook',
  text: `WITH e AS (
      SELECT e.id, e.sequence FROM sallyport.events e, sallyport.webhooks w
      WHERE w.id = $1 AND (w.event_types = '{}' OR e.type = ANY (w.event_types))
        AND ($2::timestamptz IS NULL OR e.at >= $2)
        AND ($3::uuid IS NULL OR e.sequence > (SELECT sequence FROM sallyport.events WHERE id = $3))
      ORDER BY e.sequence LIMIT $4),
    added AS (
      SELECT e.id, e.sequence, ${DELIVER} FROM e, sallyport.webhooks w WHERE w.id = $1)
    SELECT id FROM added ORDER BY sequence`,
}
