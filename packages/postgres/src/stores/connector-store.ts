import type {
  AuditEvent,
  Connector,
  ConnectorStore,
  CreationKey,
  SealedCredential,
  StoredConnector,
} from '@sallyport/engine'
import { SallyportError } from '@sallyport/errors'
import { sqlState } from '../database-error.ts'
import { jsonb } from '../jsonb.ts'
import type { OrganizationTransactions, Query, Statement } from '../organization-transactions.ts'
import { addRefresh } from './add-refresh.ts'
import { insertAuditEvent } from './audit-event.ts'
import { replaceConnector, updateConnector } from './connector-changes.ts'
import { insertEvent } from './event.ts'
import { takeGrants } from './held-grant-store.ts'

const COLUMNS = `c.id, c.organization_id AS "organizationId", c.workspace_id AS "workspaceId",
  c.definition_id AS "definitionId", c.definition_version AS "definitionVersion", c.name, c.config, c.entities,
  c.source_template_id AS "templateId", c.defaulted,
  c.account_id AS "accountId", c.account_name AS "accountName",
  c.created_at AS "createdAt", c.updated_at AS "updatedAt"`

/** Existing clients ask for no pages: they get as many as this. */
const MAX_LISTED = 10_000

/** One that is being offboarded takes no more: whatever is put there while its connectors are taken would stay alive. */
const ENTER_WORKSPACE: Statement = {
  name: 'enter living workspace',
  text: 'SELECT id FROM sallyport.workspaces WHERE id = $1 AND deleted_at IS NULL FOR SHARE',
}
const INSERT: Statement = {
  name: 'insert connector',
  text: `INSERT INTO sallyport.connectors
      (organization_id, id, workspace_id, definition_id, name, config, entities, created_at, updated_at,
       definition_version, account_id, account_name, idempotency_key, request_hash, source_template_id, defaulted)
    VALUES (sallyport.current_organization(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
    ON CONFLICT (organization_id, workspace_id, idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING
    RETURNING id`,
}
const INSERT_CREDENTIAL: Statement = {
  name: 'insert credential',
  text: `INSERT INTO sallyport.credentials
      (organization_id, connector_id, version, sealed, state, state_cause, expires_at, application_id)
    VALUES (sallyport.current_organization(), $1, $2, $3, $4, $5, $6, $7)`,
}
const FIND: Statement = {
  name: 'find connector',
  text: `SELECT ${COLUMNS}, k.version, k.sealed, k.state, k.state_cause AS cause
    FROM sallyport.connectors c
    JOIN sallyport.credentials k ON k.organization_id = c.organization_id AND k.connector_id = c.id
    WHERE c.id = $1`,
}
const FIND_BY_KEY: Statement = {
  name: 'find connector by key',
  text: `SELECT ${COLUMNS}, c.request_hash AS "requestHash", k.version, k.sealed, k.state, k.state_cause AS cause
    FROM sallyport.connectors c
    JOIN sallyport.credentials k ON k.organization_id = c.organization_id AND k.connector_id = c.id
    WHERE c.workspace_id = $1 AND c.idempotency_key = $2`,
}
const LIST: Statement = {
  name: 'list connectors',
  text: `SELECT ${COLUMNS} FROM sallyport.connectors c
    WHERE c.workspace_id = $1 AND ($2::uuid IS NULL OR c.definition_id = $2)
      AND ($3::timestamptz IS NULL OR (c.created_at, c.id) > ($3, $4::uuid))
    ORDER BY c.created_at, c.id LIMIT $5`,
}

export function connectorStore(transactions: OrganizationTransactions): ConnectorStore {
  return {
    insert: (scope, { credential, creationKey, heldGrants, ...connector }, event) =>
      transactions.change(scope, async (query) => {
        if ((await query(ENTER_WORKSPACE, [connector.workspaceId])).length === 0) throw workspaceGone()
        const made = await query(INSERT, valuesOf(connector, creationKey)).catch((error: unknown) => {
          throw lacksDefinition(error) ? definitionGone(error) : error
        })
        if (made.length === 0) return false
        await takeGrants(query, heldGrants)
        const { version, sealed, state, cause, expiresAt = null, applicationId = null } = credential
        const values = [connector.id, version, sealed, state, cause, expiresAt, applicationId]
        await query(INSERT_CREDENTIAL, values)
        await addRefresh(query, connector.id, credential.refreshAt?.getTime())
        await insertAuditEvent(query, scope.workspaceId, event)
        await tell(query, connector, event)
        return true
      }),
    async findByKey(scope, key) {
      const [row] = await transactions.run(scope, (query) =>
        query<Keyed>(FIND_BY_KEY, [scope.workspaceId, key]),
      )
      if (row === undefined) return undefined
      const { requestHash, ...connector } = row
      return { connector: withCredential(connector), requestHash }
    },
    update: updateConnector(transactions),
    replace: replaceConnector(transactions),
    async find(scope, id) {
      const [row] = await transactions.run(scope, (query) => query<Connector & SealedCredential>(FIND, [id]))
      return row && withCredential(row)
    },
    list: (scope, { definitionId = null, after, limit = MAX_LISTED }) =>
      transactions.run(scope, (query) => {
        const place = [after?.createdAt ?? null, after?.id ?? null]
        return query<Connector>(LIST, [scope.workspaceId, definitionId, ...place, limit])
      }),
  }
}

type Told = Pick<Connector, 'id' | 'workspaceId' | 'definitionId'>

/** An act is told under the id that it was recorded by. */
async function tell(query: Query, { id: connectorId, workspaceId, definitionId }: Told, act: AuditEvent) {
  if (act.type !== 'connector.created') return
  const { id, type, at } = act
  await insertEvent(query, { id, type, at, workspaceId, connectorId, data: { definition_id: definitionId } })
}

type Keyed = Connector & SealedCredential & Pick<CreationKey, 'requestHash'>

function valuesOf(connector: Connector, key: CreationKey | undefined): unknown[] {
  const { id, workspaceId, definitionId, name, config, entities, createdAt, updatedAt } = connector
  const values = [id, workspaceId, definitionId, name, jsonb(config), jsonb(entities), createdAt, updatedAt]
  const { definitionVersion, accountId, accountName, templateId, defaulted } = connector
  const account = [definitionVersion, accountId, accountName]
  return [...values, ...account, key?.key ?? null, key?.requestHash ?? null, templateId, defaulted]
}

function withCredential(row: Connector & SealedCredential): StoredConnector {
  const { version, sealed, state, cause, ...connector } = row
  return { ...connector, credential: { version, sealed, state, cause } }
}

function workspaceGone(): SallyportError {
  return new SallyportError('workspace_not_found', 'There is no such workspace.')
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
