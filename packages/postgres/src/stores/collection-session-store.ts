import type { CollectionSession, CollectionSessionStore } from '@sallyport/engine'
import { jsonb } from '../jsonb.ts'
import type { OrganizationTransactions, Statement } from '../organization-transactions.ts'
import { insertAuditEvent } from './audit-event.ts'

const COLUMNS = `id, organization_id AS "organizationId", workspace_id AS "workspaceId",
  definition_id AS "definitionId", template_id AS "templateId", ticket, actor, status, error,
  connector_id AS "connectorId", created_at AS "createdAt", expires_at AS "expiresAt"`

/** What is over is kept for a day, to tell those who come late; whoever begins one cleans up. */
const SWEEP: Statement = {
  name: 'sweep collection sessions',
  text: `DELETE FROM sallyport.collection_sessions WHERE id IN (
    SELECT id FROM sallyport.collection_sessions WHERE expires_at <= $1::timestamptz - interval '1 day'
    ORDER BY expires_at LIMIT 20)`,
}
/** One at a time: how many there are decides whether another may come. */
const LOCK: Statement = {
  name: 'lock collection sessions',
  text: "SELECT pg_advisory_xact_lock(hashtextextended('sallyport collection sessions ' || $1::text, 0))",
}
const COUNT: Statement = {
  name: 'count collection sessions',
  text: `SELECT count(*)::integer AS count FROM sallyport.collection_sessions
    WHERE workspace_id = $1 AND expires_at > $2`,
}
const INSERT: Statement = {
  name: 'insert collection session',
  text: `INSERT INTO sallyport.collection_sessions (organization_id, id, workspace_id, definition_id, template_id,
      ticket, actor, status, error, created_at, expires_at)
    VALUES (sallyport.current_organization(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
}
const FIND: Statement = {
  name: 'find collection session',
  text: `SELECT ${COLUMNS} FROM sallyport.collection_sessions WHERE id = $1`,
}
const FIND_BY_TICKET: Statement = {
  name: 'find collection session by ticket',
  text: `SELECT ${COLUMNS} FROM sallyport.collection_sessions WHERE ticket = $1`,
}
const CLAIM: Statement = {
  name: 'claim collection session',
  text: `UPDATE sallyport.collection_sessions SET tries = tries + 1, claimed_until = $3
    WHERE id = $1 AND status = 'pending' AND tries < $4 AND (claimed_until IS NULL OR claimed_until <= $2)
    RETURNING id`,
}
const RELEASE: Statement = {
  name: 'release collection session',
  text: "UPDATE sallyport.collection_sessions SET claimed_until = NULL WHERE id = $1 AND status = 'pending'",
}
const END: Statement = {
  name: 'end collection session',
  text: `UPDATE sallyport.collection_sessions
    SET status = $2, connector_id = $3, error = $4, claimed_until = NULL
    WHERE id = $1 AND status = 'pending' RETURNING id`,
}

export function collectionSessionStore(transactions: OrganizationTransactions): CollectionSessionStore {
  const one = async (...[scope, statement, values]: Parameters<typeof transactions.one>) =>
    (await transactions.one(scope, statement, values)) !== undefined
  return {
    begin: (scope, session, { max, event }) =>
      transactions.run(scope, async (query) => {
        const { id, workspaceId, definitionId, templateId, ticket, actor, status, error } = session
        await query(SWEEP, [session.createdAt])
        await query(LOCK, [workspaceId])
        const [row] = await query<{ readonly count: number }>(COUNT, [workspaceId, session.createdAt])
        if ((row?.count ?? 0) >= max) return 'full'
        const named = [id, workspaceId, definitionId, templateId, ticket, jsonb(actor), status, error]
        await query(INSERT, [...named, session.createdAt, session.expiresAt])
        await insertAuditEvent(query, workspaceId, event)
        return 'stored'
      }),
    find: ({ organizationId }, id) => transactions.one<CollectionSession>(organizationId, FIND, [id]),
    findByTicket: ({ organizationId }, ticket) =>
      transactions.one<CollectionSession>(organizationId, FIND_BY_TICKET, [ticket]),
    claim: ({ organizationId }, id, { now, until, max }) => one(organizationId, CLAIM, [id, now, until, max]),
    async release({ organizationId }, id) {
      await one(organizationId, RELEASE, [id])
    },
    end: ({ organizationId }, id, end) =>
      'connectorId' in end
        ? one(organizationId, END, [id, 'completed', end.connectorId, null])
        : one(organizationId, END, [id, 'failed', null, end.error.slice(0, 100)]),
  }
}
