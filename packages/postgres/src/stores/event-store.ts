import type { Event, EventStore } from '@sallyport/engine'
import type { OrganizationTransactions, Statement } from '../organization-transactions.ts'

const COLUMNS = `id, organization_id AS "organizationId", workspace_id AS "workspaceId",
  connector_id AS "connectorId", type, data, at`

const FIND: Statement = {
  name: 'find event',
  text: `SELECT ${COLUMNS} FROM sallyport.events WHERE id = $1`,
}
const LIST: Statement = {
  name: 'list events',
  text: `SELECT ${COLUMNS} FROM sallyport.events
    WHERE ($1::text IS NULL OR type = $1) AND ($2::uuid IS NULL OR connector_id = $2)
      AND sequence > coalesce((SELECT sequence FROM sallyport.events WHERE id = $3), 0)
    ORDER BY sequence LIMIT $4`,
}

export function eventStore(transactions: OrganizationTransactions): EventStore {
  return {
    async find(scope, id) {
      const [event] = await transactions.run(scope, (query) => query<Event>(FIND, [id]))
      return event
    },
    list(scope, { type, connectorId, after, limit }) {
      const values = [type ?? null, connectorId ?? null, after ?? null, limit]
      return transactions.run(scope, (query) => query<Event>(LIST, values))
    },
  }
}
