import type { Statement } from '../organization-transactions.ts'

export const LIST: Statement = {
  name: 'list source templates',
  text: `SELECT t.id, t.organization_id AS "organizationId", t.definition_id AS "definitionId", t.name,
      t.default_config AS "defaultConfig", t.customization, t.mode,
      ARRAY(SELECT g.name FROM sallyport.source_template_tags a
        JOIN sallyport.tags g ON g.organization_id = a.organization_id AND g.id = a.tag_id
        WHERE a.organization_id = t.organization_id AND a.template_id = t.id ORDER BY g.name COLLATE "C") AS tags,
      t.created_at AS "createdAt", t.updated_at AS "updatedAt", t.deleted_at AS "deletedAt"
    FROM sallyport.source_templates t ORDER BY t.created_at, t.id`,
}
export const COUNT: Statement = {
  name: 'count source templates',
  text: 'SELECT count(*)::integer AS count FROM sallyport.source_templates WHERE deleted_at IS NULL',
}
export const INSERT: Statement = {
  name: 'insert source template',
  text: `INSERT INTO sallyport.source_templates
      (organization_id, id, definition_id, name, default_config, customization, mode, created_at, updated_at)
    VALUES (sallyport.current_organization(), $1, $2, $3, $4, $5, $6, $7, $8)`,
}
export const UPDATE: Statement = {
  name: 'update source template',
  text: `UPDATE sallyport.source_templates
    SET name = $3, default_config = $4, customization = $5, mode = $6, updated_at = $7
    WHERE id = $1 AND updated_at = $2 AND deleted_at IS NULL RETURNING id`,
}
export const DELETE: Statement = {
  name: 'delete source template',
  text: `UPDATE sallyport.source_templates SET deleted_at = $2, updated_at = $2
    WHERE id = $1 AND deleted_at IS NULL RETURNING id`,
}
/** Nothing is left that would show them. */
export const PRUNE: Statement = {
  name: 'prune source templates',
  text: `DELETE FROM sallyport.source_templates t WHERE deleted_at IS NOT NULL
    AND NOT EXISTS (SELECT FROM sallyport.connectors c WHERE c.source_template_id = t.id)`,
}

/** Of each batch of connectors. */
export const BATCH = 200
export const MADE_FROM: Statement = {
  name: 'list connectors of source template',
  text: `SELECT id, workspace_id AS "workspaceId",
      ($3::integer[] IS NULL AND definition_version IS NULL) OR definition_version = ANY ($3) AS fits
    FROM sallyport.connectors WHERE source_template_id = $1 AND ($2::uuid IS NULL OR id > $2)
    ORDER BY id LIMIT ${BATCH} FOR UPDATE`,
}
/**
 * $2: defaults, $3: names that stay as they are. What nobody gave goes, but for those; what the template gives comes,
 * but for what somebody gave.
 */
export const PROPAGATE: Statement = {
  name: 'propagate source template',
  text: `WITH c AS (
      SELECT id, config, defaulted,
        ARRAY(SELECT jsonb_object_keys(config) EXCEPT SELECT unnest(defaulted)) AS given,
        ARRAY(SELECT unnest(defaulted) EXCEPT SELECT unnest($3::text[])) AS loose,
        ARRAY(SELECT unnest(defaulted) INTERSECT SELECT unnest($3::text[])) AS kept
      FROM sallyport.connectors WHERE id = ANY ($1)),
    d AS (
      SELECT id, (config - loose) || ($2::jsonb - given) AS config,
        ARRAY(SELECT unnest(kept) UNION SELECT jsonb_object_keys($2::jsonb - given) ORDER BY 1) AS defaulted
      FROM c)
    UPDATE sallyport.connectors o
    SET config = d.config, defaulted = d.defaulted, updated_at = greatest($4, o.updated_at + interval '1 millisecond')
    FROM d WHERE o.id = d.id AND (o.config, o.defaulted) IS DISTINCT FROM (d.config, d.defaulted)
    RETURNING o.id`,
}
