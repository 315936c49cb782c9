import type { KeyStorage, OrganizationKeyRow } from '@sallyport/engine'
import { sqlState } from '../database-error.ts'
import type { OrganizationTransactions, Statement } from '../organization-transactions.ts'
import { insertAuditEvent } from '../stores/audit-event.ts'
import { COMMIT_SOON } from './commit-soon.ts'

type KeyRowStore = Pick<
  KeyStorage,
  'keys' | 'rewrapKey' | 'activateKey' | 'markEmpty' | 'dropKey' | 'shredKeys' | 'addSigningKey'
>

const LIST: Statement = {
  name: 'list organization keys',
  text: `SELECT id, organization_id AS "organizationId", root_key_id AS "rootKeyId", wrapped, created_at AS "createdAt",
      retired_at AS "retiredAt", emptied_at AS "emptiedAt", shredded_at AS "shreddedAt"
    FROM sallyport.organization_keys ORDER BY created_at DESC, id DESC`,
}
/** One after the other, for whatever decides which key writes. */
const HOLD: Statement = {
  name: 'hold organization',
  text: 'SELECT FROM sallyport.organizations FOR NO KEY UPDATE',
}
const REWRAP: Statement = {
  name: 'rewrap organization key',
  text: 'UPDATE sallyport.organization_keys SET root_key_id = $3, wrapped = $4 WHERE id = $1 AND wrapped = $2 RETURNING id',
}
const RETIRE: Statement = {
  name: 'retire organization key',
  text: `UPDATE sallyport.organization_keys SET retired_at = now() WHERE id = $1 AND retired_at IS NULL RETURNING id`,
}
const INSERT: Statement = {
  name: 'insert organization key',
  text: `INSERT INTO sallyport.organization_keys (organization_id, id, root_key_id, wrapped)
    VALUES (sallyport.current_organization(), $1, $2, $3)`,
}
const EMPTY: Statement = {
  name: 'mark organization key empty',
  text: `UPDATE sallyport.organization_keys SET emptied_at = now()
    WHERE id = $1 AND retired_at IS NOT NULL AND emptied_at IS NULL AND shredded_at IS NULL`,
}
const NOT_EMPTY: Statement = {
  name: 'unmark organization key',
  text: 'UPDATE sallyport.organization_keys SET emptied_at = NULL WHERE id = $1',
}
const DROP: Statement = {
  name: 'drop organization key',
  text: `DELETE FROM sallyport.organization_keys
    WHERE id = $1 AND retired_at IS NOT NULL AND shredded_at IS NULL
      AND emptied_at <= now() - $2::float8 * interval '1 millisecond' RETURNING id`,
}
const SHRED: Statement = {
  name: 'shred organization keys',
  text: `UPDATE sallyport.organization_keys
    SET wrapped = '', shredded_at = now(), retired_at = coalesce(retired_at, now())
    WHERE shredded_at IS NULL RETURNING id`,
}
const LIMIT_SIGNING: Statement = {
  name: 'limit signing keys',
  text: `UPDATE sallyport.signing_keys SET retired_at = least(retired_at, now() + $1::float8 * interval '1 millisecond')
    WHERE retired_at IS NULL OR retired_at > now()`,
}
const INSERT_SIGNING: Statement = {
  name: 'insert signing key',
  text: `INSERT INTO sallyport.signing_keys (organization_id, id, public_key, sealed)
    VALUES (sallyport.current_organization(), $1, $2, $3)`,
}
/** Their tokens have long expired. */
const SWEEP_SIGNING: Statement = {
  name: 'sweep signing keys',
  text: "DELETE FROM sallyport.signing_keys WHERE retired_at < now() - interval '30 days'",
}

const FOREIGN_KEY_VIOLATION = '23503'

/** The keys of organizations, for whoever rotates and destroys them. */
export function keyRowStore(transactions: OrganizationTransactions): KeyRowStore {
  return {
    keys: (scope) => transactions.run(scope, (query) => query<OrganizationKeyRow>(LIST, [])),
    rewrapKey: (scope, { before, after }, event) =>
      transactions.run(scope, async (query) => {
        await query(COMMIT_SOON, [])
        const rows = await query(REWRAP, [before.id, before.wrapped, after.rootKeyId, after.wrapped])
        if (rows.length > 0) await insertAuditEvent(query, null, event)
        return rows.length > 0
      }),
    activateKey: (scope, { replaces, key }, event) =>
      transactions.change(scope, async (query) => {
        await query(HOLD, [])
        if ((await query(RETIRE, [replaces])).length === 0) return false
        await query(INSERT, [key.id, key.rootKeyId, key.wrapped])
        await insertAuditEvent(query, null, event)
        return true
      }),
    markEmpty: async (scope, keyId) =>
      void (await transactions.change(scope, (query) => query(EMPTY, [keyId]))),
    async dropKey(scope, { id, emptyForMs }, event) {
      try {
        return await transactions.change(scope, async (query) => {
          const rows = await query(DROP, [id, emptyForMs])
          if (rows.length > 0) await insertAuditEvent(query, null, event)
          return rows.length > 0 ? 'dropped' : 'early'
        })
      } catch (error) {
        // A value that came late: the reference of its row to the key keeps the key.
        if (sqlState(error) !== FOREIGN_KEY_VIOLATION) throw error
        await transactions.change(scope, (query) => query(NOT_EMPTY, [id]))
        return 'used'
      }
    },
    shredKeys: (scope, event) =>
      transactions.change(scope, async (query) => {
        await query(HOLD, [])
        const rows = await query(SHRED, [])
        if (rows.length > 0) await insertAuditEvent(query, null, event)
        return rows.length
      }),
    addSigningKey: (scope, { key, othersForMs }, event) =>
      transactions.change(scope, async (query) => {
        await query(HOLD, [])
        await query(SWEEP_SIGNING, [])
        await query(LIMIT_SIGNING, [othersForMs])
        await query(INSERT_SIGNING, [key.id, key.publicKey, key.sealed])
        await insertAuditEvent(query, null, event)
      }),
  }
}
