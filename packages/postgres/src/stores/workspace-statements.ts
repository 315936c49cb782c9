import type { Statement } from '../organization-transactions.ts'

const COLUMNS = `w.id, w.organization_id AS "organizationId", w.name, w.status, w.cache_enabled AS "cacheEnabled",
  w.created_at AS "createdAt", w.updated_at AS "updatedAt"`

export const FIND: Statement = {
  name: 'find workspace',
  text: `SELECT ${COLUMNS} FROM sallyport.workspaces w WHERE w.id = $1 AND w.deleted_at IS NULL`,
}
export const FIND_BY_NAME: Statement = {
  name: 'find workspace by name',
  text: `SELECT ${COLUMNS} FROM sallyport.workspaces w WHERE w.name = $1 AND w.deleted_at IS NULL`,
}
export const FIND_DELETED: Statement = {
  name: 'find deleted workspace',
  text: `SELECT ${COLUMNS} FROM sallyport.workspaces w WHERE w.id = $1 AND w.deleted_at IS NOT NULL
    AND NOT EXISTS (SELECT FROM sallyport.revocation_jobs j WHERE j.workspace_id = w.id AND j.kind = 'workspace')`,
}
/** Ids are of version 7: they sort by the time they were made, and the primary key finds them so. */
export const LIST: Statement = {
  name: 'list workspaces',
  text: `SELECT ${COLUMNS} FROM sallyport.workspaces w
    WHERE w.deleted_at IS NULL
      AND ($1::text IS NULL OR strpos(lower(w.name), lower($1)) > 0) AND ($2::text IS NULL OR w.status = $2)
      AND ($3::uuid IS NULL OR w.id > $3) AND ($4::uuid IS NULL OR w.id <> $4)
    ORDER BY w.id LIMIT $5`,
}
export const COUNT: Statement = {
  name: 'count workspaces',
  text: `SELECT count(*) FILTER (WHERE status = 'active')::integer AS active,
      count(*) FILTER (WHERE status = 'inactive')::integer AS inactive
    FROM sallyport.workspaces WHERE deleted_at IS NULL`,
}
export const INSERT: Statement = {
  name: 'insert workspace',
  text: `INSERT INTO sallyport.workspaces AS w (organization_id, id, name, status, cache_enabled, created_at, updated_at)
    VALUES (sallyport.current_organization(), $1, $2, $3, $4, $5, $6)
    ON CONFLICT (organization_id, name) WHERE deleted_at IS NULL DO NOTHING
    RETURNING ${COLUMNS}`,
}
/** What is left out is null; of the cache the fourth value says whether the fifth counts. */
export const UPDATE: Statement = {
  name: 'update workspace',
  text: `UPDATE sallyport.workspaces w
    SET name = coalesce($2, w.name), status = coalesce($3, w.status),
      cache_enabled = CASE WHEN $4::boolean THEN $5 ELSE w.cache_enabled END, updated_at = $6
    WHERE w.id = $1 AND w.deleted_at IS NULL
    RETURNING ${COLUMNS}`,
}
