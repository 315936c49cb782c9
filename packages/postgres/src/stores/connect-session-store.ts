import type { ConnectSession, ConnectSessionStore } from '@sallyport/engine'
import type { OrganizationTransactions, Statement } from '../organization-transactions.ts'

const COLUMNS = `id, organization_id AS "organizationId", kind, workspace_id AS "workspaceId",
  definition_id AS "definitionId", application_id AS "applicationId", sealed, stage, browser,
  poll_seconds AS "pollSeconds", connector_id AS "connectorId", error, expires_at AS "expiresAt"`

/** What is over is kept for an hour, to tell those who come late; whoever begins one cleans up. */
const SWEEP: Statement = {
  name: 'sweep connect sessions',
  text: `DELETE FROM sallyport.connect_sessions WHERE id IN (
    SELECT id FROM sallyport.connect_sessions WHERE expires_at <= $1::timestamptz - interval '1 hour'
    ORDER BY expires_at LIMIT 20)`,
}
/** One at a time within a workspace, so that all of them count. */
const LOCK: Statement = {
  name: 'lock connect sessions of workspace',
  text: 'SELECT pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended($1, 22))',
}
const OPEN: Statement = {
  name: 'count open connect sessions',
  text: `SELECT count(*)::integer AS count FROM sallyport.connect_sessions
    WHERE workspace_id = $1 AND kind <> 'secret' AND stage <> 'spent' AND expires_at > $2`,
}
const INSERT: Statement = {
  name: 'insert connect session',
  text: `INSERT INTO sallyport.connect_sessions (organization_id, id, kind, workspace_id, definition_id,
      application_id, sealed, stage, poll_seconds, expires_at)
    VALUES (sallyport.current_organization(), $1, $2, $3, $4, $5, $6, $7, $8, $9)`,
}
const FIND: Statement = {
  name: 'find connect session',
  text: `SELECT ${COLUMNS} FROM sallyport.connect_sessions WHERE id = $1`,
}
const LEAVE: Statement = {
  name: 'leave for consent',
  text: `UPDATE sallyport.connect_sessions SET stage = 'sent', browser = $2
    WHERE id = $1 AND kind = 'redirect' AND expires_at > $3
      AND (stage = 'open' OR stage = 'sent' AND browser = $2)
    RETURNING id`,
}
const SPEND: Statement = {
  name: 'spend connect session',
  text: `UPDATE sallyport.connect_sessions SET stage = 'spent', sealed = ''
    WHERE id = $1 AND stage <> 'spent' RETURNING id`,
}
const END: Statement = {
  name: 'end connect session',
  text: `UPDATE sallyport.connect_sessions SET connector_id = $2, error = $3 WHERE id = $1`,
}
const POLL: Statement = {
  name: 'poll for device',
  text: `UPDATE sallyport.connect_sessions
    SET poll_seconds = poll_seconds + $3,
      poll_at = $2::timestamptz + (poll_seconds + $3) * interval '1 second'
    WHERE id = $1 AND kind = 'device' AND stage <> 'spent' AND ($3 > 0 OR poll_at IS NULL OR poll_at <= $2)
    RETURNING id`,
}

export function connectSessionStore(transactions: OrganizationTransactions): ConnectSessionStore {
  const one = async (...[scope, statement, values]: Parameters<typeof transactions.one>) =>
    (await transactions.one(scope, statement, values)) !== undefined
  return {
    async begin(scope, session, { now, most }) {
      const { id, kind, workspaceId, definitionId, applicationId, sealed, stage } = session
      const row = [id, kind, workspaceId, definitionId, applicationId, sealed, stage]
      return transactions.run(scope, async (query) => {
        await query(SWEEP, [now])
        if (most !== undefined) {
          await query(LOCK, [workspaceId])
          const [open] = await query<{ count: number }>(OPEN, [workspaceId, now])
          if ((open?.count ?? 0) >= most) return false
        }
        await query(INSERT, [...row, session.pollSeconds, session.expiresAt])
        return true
      })
    },
    find: ({ organizationId }, id) => transactions.one<ConnectSession>(organizationId, FIND, [id]),
    leave: ({ organizationId }, id, { browser, now }) => one(organizationId, LEAVE, [id, browser, now]),
    spend: ({ organizationId }, id) => one(organizationId, SPEND, [id]),
    async end({ organizationId }, id, result) {
      const values = 'connectorId' in result ? [id, result.connectorId, null] : [id, null, result.error]
      await one(organizationId, END, values)
    },
    poll: ({ organizationId }, id, { now, slower }) => one(organizationId, POLL, [id, now, slower]),
  }
}
