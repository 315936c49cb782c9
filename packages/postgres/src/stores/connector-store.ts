import type { Connector, ConnectorStore, SealedCredential, StoredConnector } from '@sallyport/engine'
import { SallyportError } from '@sallyport/errors'
import { sqlState } from '../database-error.ts'
import { jsonb } from '../jsonb.ts'
import type { OrganizationTransactions, Statement } from '../organization-transactions.ts'
import { insertAuditEvent } from './audit-event.ts'

const COLUMNS = `c.id, c.organization_id AS "organizationId", c.workspace_id AS "workspaceId",
  c.definition_id AS "definitionId", c.definition_version AS "definitionVersion", c.name, c.config, c.entities,
  c.created_at AS "createdAt", c.updated_at AS "updatedAt"`

/** A list is not paged in the contract, and bounded all the same. */
const MAX_LISTED = 10_000

const INSERT: Statement = {
  name: 'insert connector',
  text: `INSERT INTO sallyport.connectors
      (organization_id, id, workspace_id, definition_id, name, config, entities, created_at, updated_at,
       definition_version)
    VALUES (sallyport.current_organization(), $1, $2, $3, $4, $5, $6, $7, $8, $9)`,
}
const INSERT_CREDENTIAL: Statement = {
  name: 'insert credential',
  text: `INSERT INTO sallyport.credentials (organization_id, connector_id, version, sealed, state, state_cause,
      application_id)
    VALUES (sallyport.current_organization(), $1, $2, $3, $4, $5, $6)`,
}
const FIND: Statement = {
  name: 'find connector',
  text: `SELECT ${COLUMNS}, k.version, k.sealed, k.state, k.state_cause AS cause
    FROM sallyport.connectors c
    JOIN sallyport.credentials k ON k.organization_id = c.organization_id AND k.connector_id = c.id
    WHERE c.id = $1`,
}
const LIST: Statement = {
  name: 'list connectors',
  text: `SELECT ${COLUMNS} FROM sallyport.connectors c
    WHERE c.workspace_id = $1 AND ($2::uuid IS NULL OR c.definition_id = $2)
    ORDER BY c.created_at, c.id LIMIT ${MAX_LISTED}`,
}
const DELETE: Statement = {
  name: 'delete connector',
  text: 'DELETE FROM sallyport.connectors WHERE workspace_id = $1 AND id = $2 RETURNING id',
}

export function connectorStore(transactions: OrganizationTransactions): ConnectorStore {
  return {
    insert: (scope, { credential, ...connector }, event) =>
      transactions.change(scope, async (query) => {
        await query(INSERT, valuesOf(connector)).catch((error: unknown) => {
          throw lacksDefinition(error) ? definitionGone(error) : error
        })
        const { version, sealed, state, cause, applicationId = null } = credential
        await query(INSERT_CREDENTIAL, [connector.id, version, sealed, state, cause, applicationId])
        await insertAuditEvent(query, scope.workspaceId, event)
      }),
    async find(scope, id) {
      const [row] = await transactions.run(scope, (query) => query<Connector & SealedCredential>(FIND, [id]))
      return row && withCredential(row)
    },
    list: (scope, { definitionId }) =>
      transactions.run(scope, (query) => query<Connector>(LIST, [scope.workspaceId, definitionId ?? null])),
    delete: (scope, id, event) =>
      transactions.change(scope, async (query) => {
        const rows = await query(DELETE, [scope.workspaceId, id])
        if (rows.length > 0) await insertAuditEvent(query, scope.workspaceId, event)
        return rows.length > 0
      }),
  }
}

function valuesOf(connector: Connector): unknown[] {
  const { id, workspaceId, definitionId, name, config, entities, createdAt, updatedAt } = connector
  const values = [id, workspaceId, definitionId, name, jsonb(config), jsonb(entities), createdAt, updatedAt]
  return [...values, connector.definitionVersion]
}

function withCredential(row: Connector & SealedCredential): StoredConnector {
  const { version, sealed, state, cause, ...connector } = row
  return { ...connector, credential: { version, sealed, state, cause } }
}

/** foreign_key_violation of the reference to a definition: it was removed while a connector was made with it. */
function lacksDefinition(error: unknown): boolean {
  return (
    sqlState(error) === '23503' &&
    error instanceof Error &&
    Reflect.get(error, 'constraint') === 'connectors_definition'
  )
}

function definitionGone(cause: unknown): SallyportError {
  return new SallyportError('connector_type_not_found', 'This connector type is no longer there.', { cause })
}
