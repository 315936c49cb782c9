import type { Job, KeptResult, ResultStore } from '@sallyport/engine'
import { addJob } from '../jobs/add-job.ts'
import type { OrganizationTransactions, Statement } from '../organization-transactions.ts'

/** Results that are removed in one transaction: each may have some MB. */
const SWEPT_AT_ONCE = 20
const SWEEP: Statement = {
  name: 'sweep results',
  text: `DELETE FROM sallyport.results WHERE id IN (
    SELECT id FROM sallyport.results WHERE expires_at <= now()
    ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING id`,
}
const INSERT: Statement = {
  name: 'insert result',
  text: `INSERT INTO sallyport.results
      (organization_id, id, workspace_id, connector_id, entity, action, bytes, pieces, expires_at)
    VALUES (sallyport.current_organization(), $1, $2, $3, $4, $5, $6, $7, now() + interval '1 hour')
    RETURNING expires_at AS "expiresAt"`,
}
const APPEND: Statement = {
  name: 'append to result',
  text: `INSERT INTO sallyport.result_pieces (organization_id, result_id, number, sealed)
    VALUES (sallyport.current_organization(), $1, $2, $3)`,
}
/** The newest stay, as many and as large as may be held. What another engine lets go is its to remove. */
const EVICT: Statement = {
  name: 'let go of older results',
  text: `DELETE FROM sallyport.results WHERE id IN (
    SELECT id FROM sallyport.results WHERE id IN (
      SELECT id FROM (
        SELECT id, sum(bytes) OVER newest AS held, row_number() OVER newest AS place
        FROM sallyport.results WHERE workspace_id = $1
        WINDOW newest AS (ORDER BY expires_at DESC, id DESC)) AS each
      WHERE held > $2 OR place > $3)
    FOR UPDATE SKIP LOCKED)`,
}
const FIND: Statement = {
  name: 'find result',
  text: `SELECT id, organization_id AS "organizationId", workspace_id AS "workspaceId", connector_id AS "connectorId",
      entity, action, pieces, expires_at AS "expiresAt"
    FROM sallyport.results WHERE id = $1 AND expires_at > now()`,
}
const PIECES: Statement = {
  name: 'read result',
  text: 'SELECT sealed FROM sallyport.result_pieces WHERE result_id = $1 ORDER BY number',
}

export function resultStore(transactions: OrganizationTransactions): ResultStore {
  return {
    keep: (scope, { id, connectorId, entity, action, bytes, sealed }, most) =>
      transactions.run(scope, async (query) => {
        const { workspaceId } = scope
        const values = [id, workspaceId, connectorId, entity, action, bytes, sealed.length]
        const [kept] = await query<Pick<KeptResult, 'expiresAt'>>(INSERT, values)
        for (const [number, piece] of sealed.entries()) await query(APPEND, [id, number, piece])
        await query(EVICT, [workspaceId, most.bytes, most.results])
        if (kept === undefined) throw new TypeError('an insertion gives its row')
        await addJob(query, sweepAfter(kept.expiresAt))
        return kept
      }),
    async find(scope, id) {
      const [found] = await transactions.run(scope, (query) => query<KeptResult>(FIND, [id]))
      return found
    },
    async pieces(scope, id) {
      const rows = await transactions.run(scope, (query) => query<{ sealed: Uint8Array }>(PIECES, [id]))
      return rows.map(({ sealed }) => sealed)
    },
    async sweep(scope) {
      const some = () => transactions.run(scope, (query) => query(SWEEP, [SWEPT_AT_ONCE]))
      while ((await some()).length === SWEPT_AT_ONCE);
    },
  }
}

const SLOT_MS = 5 * 60_000

/** One job sweeps all that an organization kept within five minutes. */
function sweepAfter(expiresAt: Date): Job {
  const runAt = new Date(Math.ceil(expiresAt.getTime() / SLOT_MS) * SLOT_MS)
  return { task: 'sweep_results', subjectId: runAt.toISOString(), runAt, once: true }
}
