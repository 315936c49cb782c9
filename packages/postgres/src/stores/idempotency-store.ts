import type { IdempotencyStore, KeptCall } from '@sallyport/engine'
import { SallyportError } from '@sallyport/errors'
import { jsonbOfRecord } from '../jsonb.ts'
import type { OrganizationTransactions, Statement } from '../organization-transactions.ts'
import { insertExecutions } from './execution-store.ts'

/**
 * The key and the record of the execution in one statement. A key whose time is over is as good as none, and of others
 * whose time is over some go. No row is touched twice in it (sql-insert.html): what is swept has another key.
 */
const BEGIN: Statement = {
  name: 'begin idempotent call',
  text: `WITH begun AS (
      INSERT INTO sallyport.idempotency_keys AS k
        (organization_id, id, key_hash, workspace_id, began_at, expires_at)
      SELECT (SELECT sallyport.current_organization()), $1::uuid, $2::bytea, $3::uuid, now(), now() + interval '24 hours'
      WHERE NOT EXISTS (SELECT FROM sallyport.workspaces w WHERE w.id = $3 AND w.deleted_at IS NOT NULL)
      ON CONFLICT (organization_id, key_hash) DO UPDATE
        SET id = excluded.id, workspace_id = excluded.workspace_id, sealed = NULL,
          began_at = excluded.began_at, expires_at = excluded.expires_at
        WHERE k.expires_at <= now()
      RETURNING k.id
    ), swept AS (
      DELETE FROM sallyport.idempotency_keys WHERE id IN (
        SELECT id FROM sallyport.idempotency_keys WHERE expires_at <= now() AND key_hash <> $2
        ORDER BY expires_at LIMIT 20 FOR UPDATE SKIP LOCKED)
    ), saved AS (
      ${insertExecutions('$4', 'AND EXISTS (SELECT FROM begun)')}
    )
    SELECT id FROM begun`,
}
const FIND: Statement = {
  name: 'find idempotent call',
  text: `SELECT id, workspace_id AS "workspaceId", sealed,
      extract(epoch FROM clock_timestamp() - began_at)::float8 * 1000 AS age
    FROM sallyport.idempotency_keys WHERE key_hash = $1`,
}
const END: Statement = {
  name: 'end idempotent call',
  text: 'UPDATE sallyport.idempotency_keys SET sealed = $2 WHERE id = $1',
}
const FORGET: Statement = {
  name: 'forget idempotent call',
  text: 'DELETE FROM sallyport.idempotency_keys WHERE id = $1 AND sealed IS NULL',
}

export function idempotencyStore(transactions: OrganizationTransactions): IdempotencyStore {
  return {
    begin: (scope, { id, workspaceId, keyHash }, execution) =>
      transactions.run(scope, async (query) => {
        const executions = jsonbOfRecord(execution === undefined ? [] : [execution])
        const begun = await query(BEGIN, [id, keyHash, workspaceId, executions])
        if (begun.length > 0) return undefined
        const [found] = await query<KeptCall>(FIND, [keyHash])
        if (found !== undefined) return found
        throw new SallyportError('workspace_not_found', 'There is no such workspace.')
      }),
    async end(scope, { id, sealed }) {
      await transactions.run(scope, (query) => query(END, [id, sealed]))
    },
    async forget(scope, id) {
      await transactions.run(scope, (query) => query(FORGET, [id]))
    },
  }
}
