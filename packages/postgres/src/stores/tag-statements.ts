import type { Statement } from '../organization-transactions.ts'

const COLUMNS = `id, organization_id AS "organizationId", name, created_at AS "createdAt", updated_at AS "updatedAt"`

/** One at a time: how many there are, and of which names, decides what may come. */
export const LOCK: Statement = {
  name: 'lock templates',
  text: "SELECT pg_advisory_xact_lock(hashtextextended('sallyport templates ' || sallyport.current_organization(), 0))",
}
export const LIST: Statement = {
  name: 'list tags',
  text: `SELECT ${COLUMNS} FROM sallyport.tags ORDER BY name`,
}
export const NAMED: Statement = {
  name: 'find tag',
  text: `SELECT ${COLUMNS} FROM sallyport.tags WHERE name = $1`,
}
export const COUNT: Statement = {
  name: 'count tags',
  text: 'SELECT count(*)::integer AS count FROM sallyport.tags',
}
/** Tags that there would be, with these. */
export const COUNT_WITH: Statement = {
  name: 'count tags with others',
  text: `SELECT count(*)::integer AS count
    FROM (SELECT name FROM sallyport.tags UNION SELECT unnest($1::text[])) AS every`,
}
export const INSERT: Statement = {
  name: 'insert tag',
  text: `INSERT INTO sallyport.tags (organization_id, id, name, created_at, updated_at)
    VALUES (sallyport.current_organization(), $1, $2, $3, $4)`,
}
export const RENAME: Statement = {
  name: 'rename tag',
  text: `UPDATE sallyport.tags SET name = $2, updated_at = $3 WHERE name = $1 RETURNING ${COLUMNS}`,
}
export const DELETE: Statement = {
  name: 'delete tag',
  text: 'DELETE FROM sallyport.tags WHERE name = $1 RETURNING id',
}

/** Statements about the tags of one kind of templates. */
export interface TaggedStatements {
  readonly living: Statement
  readonly count: Statement
  readonly attach: Statement
  readonly detach: Statement
}

export const OF_SOURCES: TaggedStatements = {
  living: {
    name: 'find source template to tag',
    text: 'SELECT id FROM sallyport.source_templates WHERE id = $1 AND deleted_at IS NULL',
  },
  count: {
    name: 'count tags of source template',
    text: `SELECT count(*)::integer AS count FROM sallyport.source_template_tags WHERE template_id = $1 AND tag_id <> $2`,
  },
  attach: {
    name: 'tag source template',
    text: `INSERT INTO sallyport.source_template_tags (organization_id, template_id, tag_id)
      VALUES (sallyport.current_organization(), $1, $2) ON CONFLICT DO NOTHING RETURNING tag_id`,
  },
  detach: {
    name: 'untag source template',
    text: `DELETE FROM sallyport.source_template_tags t USING sallyport.tags g
      WHERE t.template_id = $1 AND g.organization_id = t.organization_id AND g.id = t.tag_id AND g.name = $2
      RETURNING t.tag_id`,
  },
}

export const OF_CONNECTIONS: TaggedStatements = {
  living: {
    name: 'find connection template to tag',
    text: 'SELECT id FROM sallyport.connection_templates WHERE id = $1',
  },
  count: {
    name: 'count tags of connection template',
    text: `SELECT count(*)::integer AS count FROM sallyport.connection_template_tags
      WHERE template_id = $1 AND tag_id <> $2`,
  },
  attach: {
    name: 'tag connection template',
    text: `INSERT INTO sallyport.connection_template_tags (organization_id, template_id, tag_id)
      VALUES (sallyport.current_organization(), $1, $2) ON CONFLICT DO NOTHING RETURNING tag_id`,
  },
  detach: {
    name: 'untag connection template',
    text: `DELETE FROM sallyport.connection_template_tags t USING sallyport.tags g
      WHERE t.template_id = $1 AND g.organization_id = t.organization_id AND g.id = t.tag_id AND g.name = $2
      RETURNING t.tag_id`,
  },
}
