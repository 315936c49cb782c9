import type { Statement } from '../organization-transactions.ts'

const COLUMNS = `a.id, a.organization_id AS "organizationId", a.name, a.secret_hash AS "secretHash",
    a.secret_version AS "secretVersion", a.previous_secret_hash AS "previousSecretHash",
    a.previous_until AS "previousUntil", a.made_by AS "madeBy", a.created_at AS "createdAt", a.revoked_at AS "revokedAt",
    ARRAY(SELECT g.granted_organization_id::text FROM sallyport.application_grants g
      WHERE g.organization_id = a.organization_id AND g.application_id = a.id
      ORDER BY g.created_at, g.granted_organization_id) AS granted`

export const FIND: Statement = {
  name: 'find application',
  text: `SELECT ${COLUMNS} FROM sallyport.applications a WHERE a.id = $1`,
}
export const LIST: Statement = {
  name: 'list applications',
  text: `SELECT ${COLUMNS} FROM sallyport.applications a ORDER BY a.created_at, a.id`,
}
/** One at a time: which ones are in use decides whether another may come. */
export const LOCK: Statement = {
  name: 'lock applications',
  text: "SELECT pg_advisory_xact_lock(hashtextextended('sallyport applications ' || sallyport.current_organization(), 0))",
}
export const COUNT: Statement = {
  name: 'count applications',
  text: `SELECT count(*)::integer AS count, $1::uuid IS NULL OR coalesce(bool_or(id = $1), false) AS living
    FROM sallyport.applications WHERE revoked_at IS NULL`,
}
export const INSERT: Statement = {
  name: 'insert application',
  text: `INSERT INTO sallyport.applications (organization_id, id, name, secret_hash, created_at, made_by)
    VALUES (sallyport.current_organization(), $1, $2, $3, $4, $5)`,
}
export const ROTATE: Statement = {
  name: 'rotate secret of application',
  text: `UPDATE sallyport.applications
    SET secret_version = secret_version + 1, secret_hash = $3, previous_until = $4,
      previous_secret_hash = CASE WHEN $4::timestamptz IS NOT NULL THEN secret_hash END
    WHERE id = $1 AND secret_version = $2 AND revoked_at IS NULL RETURNING id`,
}
export const END_OLDER: Statement = {
  name: 'end older secret of application',
  text: `UPDATE sallyport.applications SET previous_secret_hash = NULL, previous_until = NULL
    WHERE id = $1 AND previous_until IS NOT NULL RETURNING id`,
}
/** With all that it asked for, and what those asked for. */
export const REVOKE: Statement = {
  name: 'revoke application',
  text: `WITH RECURSIVE line AS (
      SELECT id FROM sallyport.applications WHERE id = $1
      UNION SELECT a.id FROM sallyport.applications a JOIN line ON a.made_by = line.id)
    UPDATE sallyport.applications SET revoked_at = $2, previous_secret_hash = NULL, previous_until = NULL
    WHERE id IN (SELECT id FROM line) AND revoked_at IS NULL RETURNING id`,
}
export const GRANT: Statement = {
  name: 'grant organization',
  text: `INSERT INTO sallyport.application_grants (organization_id, application_id, granted_organization_id)
    VALUES (sallyport.current_organization(), $1, $2) ON CONFLICT DO NOTHING RETURNING application_id`,
}
export const UNGRANT: Statement = {
  name: 'ungrant organization',
  text: `DELETE FROM sallyport.application_grants
    WHERE application_id = $1 AND granted_organization_id = $2 RETURNING application_id`,
}
