import type { Statement } from '../organization-transactions.ts'

const JOB = `id, kind, workspace_id AS "workspaceId", actor, purged, requested_at AS "requestedAt", total,
  finished_at AS "finishedAt"`
const REVOCATION = `id, job_id AS "jobId", organization_id AS "organizationId", connector_id AS "connectorId",
  workspace_id AS "workspaceId", definition_id AS "definitionId", definition_version AS "definitionVersion", name,
  account_id AS "accountId", version, sealed, receipts, attempts, finished_at AS "finishedAt"`

/** Connectors that end: `$1` connector, `$2` workspace, `$3` definition, `$4` made before. */
const FITS = `($1::uuid IS NULL OR c.id = $1) AND ($2::uuid IS NULL OR c.workspace_id = $2)
  AND ($3::uuid IS NULL OR c.definition_id = $3) AND ($4::timestamptz IS NULL OR c.created_at < $4)`

export const COUNT: Statement = {
  name: 'count connectors to end',
  text: `SELECT count(*)::integer AS count FROM sallyport.connectors c WHERE ${FITS}`,
}
export const INSERT_JOB: Statement = {
  name: 'insert revocation job',
  text: `INSERT INTO sallyport.revocation_jobs (organization_id, id, kind, workspace_id, actor, requested_at)
    VALUES (sallyport.current_organization(), $1, $2, $3, $4, $5)`,
}
export const END_WORKSPACE: Statement = {
  name: 'end workspace',
  text: `UPDATE sallyport.workspaces SET status = 'inactive', updated_at = $2, deleted_at = $2
    WHERE id = $1 AND deleted_at IS NULL RETURNING id`,
}
/** What was granted there and not used yet goes as well. */
export const END_SESSIONS: Statement = {
  name: 'end connect sessions of workspace',
  text: 'DELETE FROM sallyport.connect_sessions WHERE workspace_id = $1',
}
/** What is asked of end users there, and what would be run. */
export const END_COLLECTIONS: Statement = {
  name: 'end collection sessions of workspace',
  text: 'DELETE FROM sallyport.collection_sessions WHERE workspace_id = $1',
}
export const END_WORKFLOWS: Statement = {
  name: 'end workflows of workspace',
  text: 'DELETE FROM sallyport.workflows WHERE workspace_id = $1',
}
/** What a refresh under way brings is saved into the revocation, which waits for it. */
export const TAKE: Statement = {
  name: 'take connectors to end',
  text: `WITH taken AS (
      SELECT c.organization_id, c.id, c.workspace_id, c.definition_id, c.definition_version, c.name, c.account_id,
        k.version, k.sealed, CASE WHEN k.phase <> 'settled' THEN k.lease_until END AS run_at
      FROM sallyport.connectors c
      JOIN sallyport.credentials k ON k.organization_id = c.organization_id AND k.connector_id = c.id
      WHERE ${FITS} ORDER BY c.id LIMIT $5 FOR UPDATE
    ), made AS (
      INSERT INTO sallyport.revocations (organization_id, id, job_id, connector_id, workspace_id, definition_id,
        definition_version, name, account_id, version, sealed)
      SELECT organization_id, gen_random_uuid(), $6, id, workspace_id, definition_id, definition_version, name,
        account_id, version, sealed FROM taken
      RETURNING id, connector_id
    )
    SELECT made.id, taken.id AS "connectorId", taken.workspace_id AS "workspaceId",
      taken.definition_id AS "definitionId", taken.name, taken.run_at AS "runAt"
    FROM made JOIN taken ON taken.id = made.connector_id`,
}
export const DELETE_CONNECTORS: Statement = {
  name: 'delete connectors that end',
  text: 'DELETE FROM sallyport.connectors WHERE id = ANY ($1::uuid[])',
}
export const FIND: Statement = {
  name: 'find revocation',
  text: `SELECT ${REVOCATION} FROM sallyport.revocations WHERE id = $1`,
}
/**
 * Of the same account, or of one that nobody knows: it may be the same. Another version of the definition is still
 * the same application.
 */
export const SHARING: Statement = {
  name: 'count connectors on a grant',
  text: `SELECT count(*)::integer AS count FROM sallyport.connectors c
    WHERE c.definition_id = $1 AND ($2::text IS NULL OR c.account_id IS NULL OR c.account_id = $2)`,
}
export const RECORD: Statement = {
  name: 'record revocation',
  text: `UPDATE sallyport.revocations SET receipts = $2, attempts = attempts + 1,
      sealed = CASE WHEN $3::boolean THEN NULL ELSE sealed END,
      finished_at = CASE WHEN $3::boolean THEN $4::timestamptz END
    WHERE id = $1 AND finished_at IS NULL
    RETURNING connector_id AS "connectorId", workspace_id AS "workspaceId", name`,
}
export const SETTLE_TOTAL: Statement = {
  name: 'settle total of revocation job',
  text: `UPDATE sallyport.revocation_jobs j SET total = (
      SELECT count(*) FROM sallyport.revocations r WHERE r.organization_id = j.organization_id AND r.job_id = j.id)
    WHERE j.id = $1`,
}
/** The row is locked first: of two that end the last two revocations, one sees both. */
export const LOCK_JOB: Statement = {
  name: 'lock revocation job',
  text: `SELECT ${JOB} FROM sallyport.revocation_jobs WHERE id = $1 FOR UPDATE`,
}
export const LEFT: Statement = {
  name: 'count unfinished revocations',
  text: 'SELECT count(*)::integer AS count FROM sallyport.revocations WHERE job_id = $1 AND finished_at IS NULL',
}
export const PURGE: Statement = {
  name: 'purge workspace',
  text: 'SELECT sallyport.purge_workspace($1) AS purged',
}
export const FINISH_JOB: Statement = {
  name: 'finish revocation job',
  text: 'UPDATE sallyport.revocation_jobs SET finished_at = $2, purged = $3 WHERE id = $1',
}
export const FIND_JOB: Statement = {
  name: 'find revocation job',
  text: `SELECT ${JOB} FROM sallyport.revocation_jobs WHERE id = $1`,
}
/** A report is read whole, and bounded all the same. */
export const LIST: Statement = {
  name: 'list revocations',
  text: `SELECT ${REVOCATION} FROM sallyport.revocations WHERE job_id = $1 ORDER BY name, id LIMIT 10000`,
}
/** The token that a refresh got after its connector had gone is the one to end. */
export const ADOPT: Statement = {
  name: 'save into revocation',
  text: `UPDATE sallyport.revocations SET sealed = $3, version = $2 + 1
    WHERE connector_id = $1 AND version = $2 AND finished_at IS NULL RETURNING id`,
}
