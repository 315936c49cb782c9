import type { Connector, ConnectorStore } from '@sallyport/engine'
import { jsonb } from '../jsonb.ts'
import type { OrganizationTransactions, Query, Statement } from '../organization-transactions.ts'
import { addRefresh } from './add-refresh.ts'
import { insertAuditEvent } from './audit-event.ts'
import { insertEvent } from './event.ts'
import { takeGrants } from './held-grant-store.ts'

const UPDATE: Statement = {
  name: 'update connector',
  text: `UPDATE sallyport.connectors
    SET name = $4, config = $5, entities = $6, definition_version = $7, account_id = $8, account_name = $9,
      updated_at = $10, defaulted = $11
    WHERE workspace_id = $1 AND id = $2 AND updated_at = $3
    RETURNING id`,
}
/** The settings are not changed without the credential that goes with them, nor the other way round. */
const LOCK: Statement = {
  name: 'lock connector',
  text: 'SELECT id FROM sallyport.connectors WHERE workspace_id = $1 AND id = $2 AND updated_at = $3 FOR UPDATE',
}
/** A lineage of its own: whatever a refresh of the one before still brings finds no place. */
const REPLACE: Statement = {
  name: 'replace credential',
  text: `UPDATE sallyport.credentials
    SET version = version + 1, lineage = lineage + 1, sealed = $3, expires_at = $4, application_id = $7,
      updated_at = clock_timestamp(),
      state = $5, state_cause = $6, state_at = clock_timestamp(), last_success_at = NULL,
      phase = 'settled', owner = NULL, fence = fence + 1, presentations = 0, presented_at = NULL,
      settlement = settlement + 1, failures = 0, retry_at = NULL, refused_at = NULL,
      spare = NULL, spare_version = NULL
    WHERE connector_id = $1 AND version = $2 - 1
    RETURNING version`,
}

export function updateConnector(transactions: OrganizationTransactions): ConnectorStore['update'] {
  return (scope, connector, { read, event }) =>
    transactions.change(scope, async (query) => {
      if (!(await setValues(query, connector, read))) return false
      await insertAuditEvent(query, scope.workspaceId, event)
      return true
    })
}

export function replaceConnector(transactions: OrganizationTransactions): ConnectorStore['replace'] {
  return (scope, { credential, heldGrants, ...connector }, { read, event, happened }) =>
    transactions.change(scope, async (query) => {
      const { workspaceId, id } = connector
      if ((await query(LOCK, [workspaceId, id, read])).length === 0) return false
      const { version, sealed, state, cause, expiresAt = null, applicationId = null } = credential
      const replaced = await query(REPLACE, [id, version, sealed, expiresAt, state, cause, applicationId])
      if (replaced.length === 0) return false
      await takeGrants(query, heldGrants)
      await addRefresh(query, id, credential.refreshAt?.getTime())
      await setValues(query, connector, read)
      await insertAuditEvent(query, scope.workspaceId, event)
      await insertEvent(query, happened)
      return true
    })
}

async function setValues(query: Query, connector: Connector, read: Date): Promise<boolean> {
  const { workspaceId, id, name, config, entities, definitionVersion, accountId, accountName } = connector
  const values = [name, jsonb(config), jsonb(entities), definitionVersion, accountId, accountName]
  const { updatedAt, defaulted } = connector
  return (await query(UPDATE, [workspaceId, id, read, ...values, updatedAt, defaulted])).length > 0
}
