import type { SourceTemplate, SourceTemplateStore, StoredSourceTemplate } from '@sallyport/engine'
import { jsonb } from '../jsonb.ts'
import type { OrganizationTransactions, Query } from '../organization-transactions.ts'
import { insertAuditEvent } from './audit-event.ts'
import * as statements from './source-template-statements.ts'
import { COUNT_WITH, LOCK, OF_SOURCES } from './tag-statements.ts'
import { ensureTag } from './tag-store.ts'

export function sourceTemplateStore(transactions: OrganizationTransactions): SourceTemplateStore {
  return {
    list: (scope) => transactions.run(scope, (query) => query<SourceTemplate>(statements.LIST, [])),
    insert: (scope, template, { tags, maxTemplates, maxTags, newId, event }) =>
      transactions.change(scope, async (query) => {
        await query(LOCK, [])
        const [row] = await query<{ count: number }>(statements.COUNT, [])
        if ((row?.count ?? 0) >= maxTemplates) return 'full'
        const { organizationId, createdAt: at } = template
        const [after] = await query<{ count: number }>(COUNT_WITH, [tags])
        if ((after?.count ?? 0) > maxTags) return 'full'
        await query(statements.INSERT, valuesOf(template))
        for (const name of tags) {
          const tag = { id: newId(), organizationId, name, createdAt: at, updatedAt: at }
          const made = await ensureTag(query, tag, { max: maxTags })
          if (made !== 'full') await query(OF_SOURCES.attach, [template.id, made.id])
        }
        await insertAuditEvent(query, null, event)
        return 'stored'
      }),
    update: (scope, template, { read, event }) =>
      transactions.change(scope, async (query) => {
        const { id, name, defaultConfig, customization, mode, updatedAt } = template
        const values = [name, jsonb(defaultConfig), customization && jsonb(customization), mode, updatedAt]
        if ((await query(statements.UPDATE, [id, read, ...values])).length === 0) return false
        await insertAuditEvent(query, null, event)
        return true
      }),
    delete: (scope, id, event) =>
      transactions.change(scope, async (query) => {
        if ((await query(statements.DELETE, [id, event.at])).length === 0) return false
        await query(statements.PRUNE, [])
        await insertAuditEvent(query, null, event)
        return true
      }),
    propagate: (scope, propagation, batch) =>
      transactions.change(scope, (query) => propagateBatch(query, propagation, batch)),
  }
}

type Propagate = Parameters<SourceTemplateStore['propagate']>

async function propagateBatch(
  query: Query,
  { templateId, defaults, kept, versions, at }: Propagate[1],
  { after, eventOf }: Propagate[2],
) {
  const rows = await query<{ id: string; workspaceId: string; fits: boolean }>(statements.MADE_FROM, [
    templateId,
    after ?? null,
    versions,
  ])
  const fitting = rows.filter(({ fits }) => fits)
  const ids = fitting.map(({ id }) => id)
  const changed = await query<{ id: string }>(statements.PROPAGATE, [ids, jsonb(defaults), kept, at])
  const workspaces = new Map(rows.map(({ id, workspaceId }) => [id, workspaceId]))
  for (const { id } of changed) await insertAuditEvent(query, workspaces.get(id) ?? null, eventOf(id))
  return {
    last: rows.length < statements.BATCH ? undefined : rows.at(-1)?.id,
    changed: changed.length,
    skipped: rows.length - fitting.length,
  }
}

function valuesOf(template: StoredSourceTemplate): unknown[] {
  const { id, definitionId, name, defaultConfig, customization, mode, createdAt, updatedAt } = template
  const shape = [jsonb(defaultConfig), customization && jsonb(customization)]
  return [id, definitionId, name, ...shape, mode, createdAt, updatedAt]
}
