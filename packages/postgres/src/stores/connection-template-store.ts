import type { ConnectionTemplate, ConnectionTemplateStore } from '@sallyport/engine'
import type { OrganizationTransactions, Statement } from '../organization-transactions.ts'
import { insertAuditEvent } from './audit-event.ts'
import { LOCK } from './tag-statements.ts'

const SELECT = `SELECT t.id, t.organization_id AS "organizationId", t.data_hosting_type AS "dataHostingType",
    t.destination_name AS "destinationName", t.destination_definition_id AS "destinationDefinitionId",
    t.config_keys AS "configKeys", t.version, t.sealed, t.cron_expression AS "cronExpression",
    t.non_breaking_changes_preference AS "nonBreakingChangesPreference", t.sync_on_create AS "syncOnCreate",
    ARRAY(SELECT g.name FROM sallyport.connection_template_tags a
      JOIN sallyport.tags g ON g.organization_id = a.organization_id AND g.id = a.tag_id
      WHERE a.organization_id = t.organization_id AND a.template_id = t.id ORDER BY g.name COLLATE "C") AS tags,
    t.created_at AS "createdAt", t.updated_at AS "updatedAt"
  FROM sallyport.connection_templates t`

const LIST: Statement = { name: 'list connection templates', text: `${SELECT} ORDER BY t.created_at, t.id` }
const FIND: Statement = { name: 'find connection template', text: `${SELECT} WHERE t.id = $1` }
const COUNT: Statement = {
  name: 'count connection templates',
  text: 'SELECT count(*)::integer AS count FROM sallyport.connection_templates',
}
const INSERT: Statement = {
  name: 'insert connection template',
  text: `INSERT INTO sallyport.connection_templates
      (organization_id, id, data_hosting_type, created_at, destination_name, destination_definition_id, config_keys,
       version, sealed, cron_expression, non_breaking_changes_preference, sync_on_create, updated_at)
    VALUES (sallyport.current_organization(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
}
const UPDATE: Statement = {
  name: 'update connection template',
  text: `UPDATE sallyport.connection_templates
    SET destination_name = $3, destination_definition_id = $4, config_keys = $5, version = $6, sealed = $7,
      cron_expression = $8, non_breaking_changes_preference = $9, sync_on_create = $10, updated_at = $11
    WHERE id = $1 AND updated_at = $2 RETURNING id`,
}
const DELETE: Statement = {
  name: 'delete connection template',
  text: 'DELETE FROM sallyport.connection_templates WHERE id = $1 RETURNING id',
}

export function connectionTemplateStore(transactions: OrganizationTransactions): ConnectionTemplateStore {
  return {
    list: (scope) => transactions.run(scope, (query) => query<ConnectionTemplate>(LIST, [])),
    async find(scope, id) {
      const [found] = await transactions.run(scope, (query) => query<ConnectionTemplate>(FIND, [id]))
      return found
    },
    insert: (scope, template, { max, event }) =>
      transactions.run(scope, async (query) => {
        await query(LOCK, [])
        const [row] = await query<{ count: number }>(COUNT, [])
        if ((row?.count ?? 0) >= max) return 'full'
        const { id, dataHostingType, createdAt } = template
        await query(INSERT, [id, dataHostingType, createdAt, ...valuesOf(template)])
        await insertAuditEvent(query, null, event)
        return 'stored'
      }),
    update: (scope, template, { read, event }) =>
      transactions.run(scope, async (query) => {
        if ((await query(UPDATE, [template.id, read, ...valuesOf(template)])).length === 0) return false
        await insertAuditEvent(query, null, event)
        return true
      }),
    delete: (scope, id, event) =>
      transactions.run(scope, async (query) => {
        if ((await query(DELETE, [id])).length === 0) return false
        await insertAuditEvent(query, null, event)
        return true
      }),
  }
}

function valuesOf(template: ConnectionTemplate): unknown[] {
  const { destinationName, destinationDefinitionId, configKeys, version, sealed } = template
  const { cronExpression, nonBreakingChangesPreference, syncOnCreate, updatedAt } = template
  const destination = [destinationName, destinationDefinitionId, configKeys, version, sealed]
  return [...destination, cronExpression, nonBreakingChangesPreference, syncOnCreate, updatedAt]
}
