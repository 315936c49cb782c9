import type { DefinitionStore, StoredDefinition } from '@sallyport/engine'
import type { OrganizationTransactions, Query, Statement } from '../organization-transactions.ts'
import { insertAuditEvent } from './audit-event.ts'

const LIST: Statement = {
  name: 'list definitions',
  text: `SELECT id, organization_id AS "organizationId", version, slug, content_hash AS "contentHash",
      texts_hash AS "textsHash", access_hash AS "accessHash", created_at AS "createdAt"
    FROM sallyport.definitions ORDER BY id, version`,
}
const READ: Statement = {
  name: 'read definition',
  text: 'SELECT definition FROM sallyport.definitions WHERE id = $1 AND version = $2',
}
/** One at a time: what is there decides what may come. */
const LOCK: Statement = {
  name: 'lock definitions',
  text: `SELECT pg_catalog.pg_advisory_xact_lock(
    pg_catalog.hashtextextended(sallyport.current_organization()::text, 2))`,
}
const PRESENT: Statement = {
  name: 'look at definitions',
  text: `SELECT coalesce(max(version) FILTER (WHERE id = $1), 0) AS latest,
      count(DISTINCT id) FILTER (WHERE id <> $1)::integer AS others,
      coalesce(bool_or(slug = $2 AND id <> $1), false) AS taken
    FROM sallyport.definitions`,
}
const INSERT: Statement = {
  name: 'insert definition',
  text: `INSERT INTO sallyport.definitions
      (organization_id, id, version, slug, definition, content_hash, texts_hash, access_hash, created_at)
    VALUES (sallyport.current_organization(), $1, $2, $3, $4, $5, $6, $7, $8)`,
}
/** What a version is needed for: connectors, and tokens that are still to be ended. */
const USERS = `(SELECT definition_id, definition_version FROM sallyport.connectors
      UNION ALL SELECT definition_id, definition_version FROM sallyport.revocations WHERE finished_at IS NULL) AS c`
/**
 * Versions that no connector can need: not the one before the last, which a connector may just be made with; not those
 * that connectors were made with; not the latest of those that can take over for one that is used.
 */
const PRUNE: Statement = {
  name: 'prune definitions',
  text: `DELETE FROM sallyport.definitions d WHERE d.id = $1 AND d.version < $2 - 1
    AND NOT EXISTS (SELECT FROM ${USERS}
      WHERE c.definition_id = d.id AND c.definition_version = d.version)
    AND (EXISTS (SELECT FROM sallyport.definitions l
        WHERE l.id = d.id AND l.version > d.version AND l.access_hash = d.access_hash)
      OR NOT EXISTS (SELECT FROM ${USERS}
        JOIN sallyport.definitions p ON p.id = c.definition_id AND p.version = c.definition_version
        WHERE c.definition_id = d.id AND p.access_hash = d.access_hash))`,
}
const COUNT: Statement = {
  name: 'count connectors of definition',
  text: `SELECT definition_version AS version, count(*)::integer AS connectors FROM sallyport.connectors
    WHERE definition_id = $1 AND definition_version IS NOT NULL GROUP BY definition_version`,
}
const ENDING: Statement = {
  name: 'count revocations of definition',
  text: `SELECT count(*)::integer AS count FROM sallyport.revocations
    WHERE definition_id = $1 AND finished_at IS NULL`,
}
const TEMPLATES: Statement = {
  name: 'count templates of definition',
  text: `SELECT count(*)::integer AS count FROM sallyport.source_templates
    WHERE definition_id = $1 AND deleted_at IS NULL`,
}
const REMOVE: Statement = {
  name: 'remove definition',
  text: 'DELETE FROM sallyport.definitions WHERE id = $1 RETURNING version',
}

interface Present {
  readonly latest: number
  readonly others: number
  readonly taken: boolean
}

interface Used {
  readonly version: number
  readonly connectors: number
}

export function definitionStore(transactions: OrganizationTransactions): DefinitionStore {
  const countOf = (query: Query, id: string) => query<Used>(COUNT, [id])
  return {
    list: (scope) => transactions.run(scope, (query) => query<StoredDefinition>(LIST, [])),
    async read(scope, { id, version }) {
      const [row] = await transactions.run(scope, (query) =>
        query<{ definition: unknown }>(READ, [id, version]),
      )
      return row?.definition
    },
    push: (scope, { definition, ...row }, { max, event }) =>
      transactions.change(scope, async (query) => {
        await query(LOCK, [])
        const [present] = await query<Present>(PRESENT, [row.id, row.slug])
        if (present === undefined || present.latest !== row.version - 1) return 'outdated'
        if (present.taken) return 'taken'
        if (present.latest === 0 && present.others >= max) return 'full'
        await query(INSERT, valuesOf(row, definition))
        await query(PRUNE, [row.id, row.version])
        await insertAuditEvent(query, null, event)
        return 'stored'
      }),
    countConnectors: (scope, id) => transactions.run(scope, (query) => countOf(query, id)),
    remove: (scope, id, event) =>
      transactions.change(scope, async (query) => {
        await query(LOCK, [])
        const used = await countOf(query, id)
        const connectors = used.reduce((sum, each) => sum + each.connectors, 0)
        const [waiting] = await query<{ count: number }>(ENDING, [id])
        const [offers] = await query<{ count: number }>(TEMPLATES, [id])
        const uses = { connectors, templates: offers?.count ?? 0, ending: waiting?.count ?? 0 }
        if (uses.connectors + uses.templates + uses.ending > 0) return { removed: false, ...uses }
        const removed = await query(REMOVE, [id])
        if (removed.length > 0) await insertAuditEvent(query, null, event)
        return { removed: removed.length > 0, ...uses }
      }),
  }
}

function valuesOf(row: StoredDefinition, definition: unknown): unknown[] {
  const { id, version, slug, contentHash, textsHash, accessHash, createdAt } = row
  return [id, version, slug, JSON.stringify(definition), contentHash, textsHash, accessHash, createdAt]
}
