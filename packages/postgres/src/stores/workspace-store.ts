import type { Workspace, WorkspaceStore } from '@sallyport/engine'
import { SallyportError } from '@sallyport/errors'
import { sqlState } from '../database-error.ts'
import type { OrganizationTransactions, Statement } from '../organization-transactions.ts'
import { insertAuditEvent } from './audit-event.ts'
import * as statements from './workspace-statements.ts'

export function workspaceStore(transactions: OrganizationTransactions): WorkspaceStore {
  const finder =
    (statement: Statement): WorkspaceStore['find'] =>
    async (scope, key) => {
      const [row] = await transactions.run(scope, (query) => query<Workspace>(statement, [key]))
      return row
    }
  return {
    find: finder(statements.FIND),
    findByName: finder(statements.FIND_BY_NAME),
    findDeleted: finder(statements.FIND_DELETED),
    list: (scope, { nameContains, status, after, without, limit }) => {
      const values = [nameContains ?? null, status ?? null, after ?? null, without ?? null, limit]
      return transactions.run(scope, (query) => query<Workspace>(statements.LIST, values))
    },
    async count(scope) {
      const [row] = await transactions.run(scope, (query) => query<Counts>(statements.COUNT, []))
      return row ?? { active: 0, inactive: 0 }
    },
    ensure: (scope, { id, name, status, cacheEnabled, createdAt, updatedAt }, event) =>
      transactions.change(scope, async (query) => {
        const values = [id, name, status, cacheEnabled, createdAt, updatedAt]
        const [made] = await query<Workspace>(statements.INSERT, values)
        if (made !== undefined) await insertAuditEvent(query, made.id, event)
        // Somebody else made it meanwhile: theirs counts.
        const [living] = made ? [made] : await query<Workspace>(statements.FIND_BY_NAME, [name])
        if (living === undefined) throw new TypeError('a workspace that conflicts is there')
        return living
      }),
    update: (scope, id, { name, status, cacheEnabled, event }) =>
      transactions.change(scope, async (query) => {
        const cache = [cacheEnabled !== undefined, cacheEnabled ?? null]
        const values = [id, name ?? null, status ?? null, ...cache, event.at]
        const [changed] = await query<Workspace>(statements.UPDATE, values).catch((error: unknown) => {
          throw isTaken(error) ? nameTaken(error) : error
        })
        if (changed !== undefined) await insertAuditEvent(query, id, event)
        return changed
      }),
  }
}

interface Counts {
  readonly active: number
  readonly inactive: number
}

/** unique_violation of the name: somebody else took it meanwhile. */
function isTaken(error: unknown): boolean {
  return (
    sqlState(error) === '23505' &&
    error instanceof Error &&
    Reflect.get(error, 'constraint') === 'workspaces_name'
  )
}

function nameTaken(cause: unknown): SallyportError {
  const message = 'Another workspace of the organization has this name.'
  return new SallyportError('workspace_name_taken', message, {
    fix: 'Choose another name.',
    problems: [{ field: 'name', code: 'taken', message }],
    cause,
  })
}
