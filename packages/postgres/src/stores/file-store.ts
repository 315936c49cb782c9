import type { FileStore, StoredFile } from '@sallyport/engine'
import type { OrganizationTransactions, Statement } from '../organization-transactions.ts'

const COLUMNS = `id, organization_id AS "organizationId", workspace_id AS "workspaceId", type, name,
  size::float8 AS size, expires_at AS "expiresAt"`

/** What has expired goes first: whoever adds cleans up. */
const SWEEP: Statement = {
  name: 'sweep files',
  text: `DELETE FROM sallyport.files WHERE id IN (
    SELECT id FROM sallyport.files WHERE expires_at <= $1 ORDER BY expires_at LIMIT 20)`,
}
const INSERT: Statement = {
  name: 'insert file',
  text: `INSERT INTO sallyport.files (organization_id, id, workspace_id, type, name, size, expires_at)
    VALUES (sallyport.current_organization(), $1, $2, $3, $4, 0, $5)`,
}
const APPEND: Statement = {
  name: 'append to file',
  text: `INSERT INTO sallyport.file_pieces (organization_id, file_id, number, sealed)
    VALUES (sallyport.current_organization(), $1, $2, $3)`,
}
const GROW: Statement = {
  name: 'grow file',
  text: 'UPDATE sallyport.files SET size = size + $2 WHERE id = $1',
}
const COMPLETE: Statement = {
  name: 'complete file',
  text: 'UPDATE sallyport.files SET completed_at = $2 WHERE id = $1',
}
const FIND: Statement = {
  name: 'find file',
  text: `SELECT ${COLUMNS} FROM sallyport.files
    WHERE workspace_id = $1 AND id = $2 AND completed_at IS NOT NULL AND expires_at > $3`,
}
const PIECE: Statement = {
  name: 'read piece of file',
  text: 'SELECT sealed FROM sallyport.file_pieces WHERE file_id = $1 AND number = $2',
}
const HELD: Statement = {
  name: 'size of files',
  text: `SELECT coalesce(sum(size), 0)::float8 AS size FROM sallyport.files
    WHERE workspace_id = $1 AND expires_at > $2`,
}
const DELETE: Statement = {
  name: 'delete file',
  text: 'DELETE FROM sallyport.files WHERE workspace_id = $1 AND id = $2',
}

export function fileStore(transactions: OrganizationTransactions): FileStore {
  return {
    async begin(scope, file, now) {
      const { id, type, name, expiresAt } = file
      await transactions.run(scope, async (query) => {
        await query(SWEEP, [now])
        await query(INSERT, [id, scope.workspaceId, type, name, expiresAt])
      })
    },
    async append(scope, id, { number, sealed, bytes }) {
      await transactions.run(scope, async (query) => {
        await query(APPEND, [id, number, sealed])
        await query(GROW, [id, bytes])
      })
    },
    async complete(scope, id, now) {
      await transactions.run(scope, (query) => query(COMPLETE, [id, now]))
    },
    async find(scope, id, now) {
      const values = [scope.workspaceId, id, now]
      const [file] = await transactions.run(scope, (query) => query<StoredFile>(FIND, values))
      return file
    },
    async piece(scope, id, number) {
      const [row] = await transactions.run(scope, (query) =>
        query<{ sealed: Uint8Array }>(PIECE, [id, number]),
      )
      return row?.sealed
    },
    async held(scope, now) {
      const values = [scope.workspaceId, now]
      const [row] = await transactions.run(scope, (query) => query<{ size: number }>(HELD, values))
      return row?.size ?? 0
    },
    async delete(scope, id) {
      await transactions.run(scope, (query) => query(DELETE, [scope.workspaceId, id]))
    },
  }
}
