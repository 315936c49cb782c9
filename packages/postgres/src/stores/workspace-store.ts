import type { Workspace, WorkspaceStore } from '@sallyport/engine'
import type { OrganizationTransactions, Statement } from '../organization-transactions.ts'
import { insertAuditEvent } from './audit-event.ts'

const COLUMNS =
  'id, organization_id AS "organizationId", name, status, created_at AS "createdAt", updated_at AS "updatedAt"'

const FIND: Statement = {
  name: 'find workspace',
  text: `SELECT ${COLUMNS} FROM sallyport.workspaces WHERE id = $1 AND deleted_at IS NULL`,
}
const FIND_BY_NAME: Statement = {
  name: 'find workspace by name',
  text: `SELECT ${COLUMNS} FROM sallyport.workspaces WHERE name = $1 AND deleted_at IS NULL`,
}
const INSERT: Statement = {
  name: 'insert workspace',
  text: `INSERT INTO sallyport.workspaces (organization_id, id, name, status, created_at, updated_at)
    VALUES (sallyport.current_organization(), $1, $2, $3, $4, $5)
    ON CONFLICT (organization_id, name) WHERE deleted_at IS NULL DO NOTHING
    RETURNING ${COLUMNS}`,
}

export function workspaceStore(transactions: OrganizationTransactions): WorkspaceStore {
  return {
    async find(scope, id) {
      const [row] = await transactions.run(scope, (query) => query<Workspace>(FIND, [id]))
      return row
    },
    async findByName(scope, name) {
      const [row] = await transactions.run(scope, (query) => query<Workspace>(FIND_BY_NAME, [name]))
      return row
    },
    ensure: (scope, { id, name, status, createdAt, updatedAt }, event) =>
      transactions.change(scope, async (query) => {
        const [made] = await query<Workspace>(INSERT, [id, name, status, createdAt, updatedAt])
        if (made !== undefined) await insertAuditEvent(query, made.id, event)
        // Somebody else made it meanwhile: theirs counts.
        const [living] = made ? [made] : await query<Workspace>(FIND_BY_NAME, [name])
        if (living === undefined) throw new TypeError('a workspace that conflicts is there')
        return living
      }),
  }
}
