import type { OAuthApplicationStore, StoredOAuthApplication } from '@sallyport/engine'
import type { OrganizationTransactions, Statement } from '../organization-transactions.ts'
import { insertAuditEvent } from './audit-event.ts'

const COLUMNS = `id, organization_id AS "organizationId", definition_id AS "definitionId", client_id AS "clientId",
  version, sealed, created_at AS "createdAt", updated_at AS "updatedAt"`

const FIND: Statement = {
  name: 'find OAuth application',
  text: `SELECT ${COLUMNS} FROM sallyport.oauth_applications WHERE id = $1`,
}
const CURRENT: Statement = {
  name: 'find current OAuth application',
  text: `SELECT ${COLUMNS} FROM sallyport.oauth_applications WHERE definition_id = $1 AND is_current`,
}
const NAMED: Statement = {
  name: 'find OAuth application by client',
  text: `SELECT ${COLUMNS} FROM sallyport.oauth_applications WHERE definition_id = $1 AND client_id = $2`,
}
/** One at a time: one of them is current. */
const LOCK: Statement = {
  name: 'lock OAuth applications',
  text: `SELECT pg_catalog.pg_advisory_xact_lock(
    pg_catalog.hashtextextended(sallyport.current_organization()::text, 9))`,
}
const RETIRE: Statement = {
  name: 'retire OAuth application',
  text: `UPDATE sallyport.oauth_applications SET is_current = false
    WHERE definition_id = $1 AND is_current RETURNING id`,
}
const SAVE: Statement = {
  name: 'save OAuth application',
  text: `INSERT INTO sallyport.oauth_applications AS a
      (organization_id, id, definition_id, client_id, version, sealed, is_current, created_at, updated_at)
    VALUES (sallyport.current_organization(), $1, $2, $3, $4, $5, true, $6, $7)
    ON CONFLICT (organization_id, definition_id, client_id) DO UPDATE
      SET version = excluded.version, sealed = excluded.sealed, is_current = true, updated_at = excluded.updated_at
      WHERE a.id = excluded.id AND a.version = excluded.version - 1
    RETURNING id`,
}
/**
 * Sessions that are long over name nothing; their rows go with the application. Which application got a credential that
 * is being revoked is sealed with it, and without the application many a vendor ends no token: so all stay for it.
 */
const PRUNE: Statement = {
  name: 'prune OAuth applications',
  text: `DELETE FROM sallyport.oauth_applications a WHERE definition_id = $1 AND NOT is_current
    AND NOT EXISTS (SELECT FROM sallyport.credentials c WHERE c.application_id = a.id)
    AND NOT EXISTS (SELECT FROM sallyport.revocations r
      WHERE r.definition_id = a.definition_id AND r.finished_at IS NULL)
    AND NOT EXISTS (SELECT FROM sallyport.connect_sessions s
      WHERE s.application_id = a.id AND s.stage <> 'spent' AND s.expires_at > $2)`,
}

export function oauthApplicationStore(transactions: OrganizationTransactions): OAuthApplicationStore {
  return {
    async find(scope, id) {
      const [row] = await transactions.run(scope, (query) => query<StoredOAuthApplication>(FIND, [id]))
      return row
    },
    async current(scope, definitionId) {
      const [row] = await transactions.run(scope, (query) =>
        query<StoredOAuthApplication>(CURRENT, [definitionId]),
      )
      return row
    },
    async named(scope, { definitionId, clientId }) {
      const values = [definitionId, clientId]
      const [row] = await transactions.run(scope, (query) => query<StoredOAuthApplication>(NAMED, values))
      return row
    },
    save: (scope, application, event) =>
      transactions.change(scope, async (query) => {
        const { id, definitionId, clientId, version, sealed, createdAt, updatedAt } = application
        await query(LOCK, [])
        const found = await query<StoredOAuthApplication>(NAMED, [definitionId, clientId])
        if ((found[0]?.version ?? 0) !== version - 1 || (found[0] && found[0].id !== id)) return 'outdated'
        await query(RETIRE, [definitionId])
        await query(SAVE, [id, definitionId, clientId, version, sealed, createdAt, updatedAt])
        await query(PRUNE, [definitionId, updatedAt])
        await insertAuditEvent(query, null, event)
        return 'saved'
      }),
    retire: (scope, definitionId, event) =>
      transactions.change(scope, async (query) => {
        await query(LOCK, [])
        const [retired] = await query<{ id: string }>(RETIRE, [definitionId])
        await query(PRUNE, [definitionId, event.at])
        if (retired === undefined) return false
        await insertAuditEvent(query, null, { ...event, subjectId: retired.id })
        return true
      }),
  }
}
