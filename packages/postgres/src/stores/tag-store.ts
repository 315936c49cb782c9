import type { AuditEvent, Tag, Tagged, TagStore } from '@sallyport/engine'
import type { OrganizationTransactions, Query } from '../organization-transactions.ts'
import { insertAuditEvent } from './audit-event.ts'
import * as statements from './tag-statements.ts'

const OF: Readonly<Record<Tagged, statements.TaggedStatements>> = {
  source: statements.OF_SOURCES,
  connection: statements.OF_CONNECTIONS,
}

export function tagStore(transactions: OrganizationTransactions): TagStore {
  return {
    list: (scope) => transactions.run(scope, (query) => query<Tag>(statements.LIST, [])),
    ensure: (scope, tag, { max, event }) =>
      transactions.run(scope, async (query) => {
        await query(statements.LOCK, [])
        return ensureTag(query, tag, { max, event })
      }),
    rename: (scope, { from, to, at }, event) =>
      transactions.change(scope, async (query) => {
        await query(statements.LOCK, [])
        const [taken] = from === to ? [] : await query<Tag>(statements.NAMED, [to])
        if (taken !== undefined) return (await isThere(query, from)) ? 'taken' : 'missing'
        const [renamed] = await query<Tag>(statements.RENAME, [from, to, at])
        if (renamed === undefined) return 'missing'
        await insertAuditEvent(query, null, { ...event, subjectId: renamed.id })
        return renamed
      }),
    delete: (scope, name, event) =>
      transactions.change(scope, async (query) => {
        const [deleted] = await query<Pick<Tag, 'id'>>(statements.DELETE, [name])
        if (deleted === undefined) return undefined
        await insertAuditEvent(query, null, { ...event, subjectId: deleted.id })
        return deleted.id
      }),
    attach: (scope, { kind, templateId, tag }, { maxTags, maxOfTemplate, event }) =>
      transactions.change(scope, async (query) => {
        await query(statements.LOCK, [])
        if ((await query(OF[kind].living, [templateId])).length === 0) return 'no template'
        const made = await ensureTag(query, tag, { max: maxTags })
        if (made === 'full') return 'full'
        const [others] = await query<{ count: number }>(OF[kind].count, [templateId, made.id])
        if ((others?.count ?? 0) >= maxOfTemplate) return 'full'
        const attached = await query(OF[kind].attach, [templateId, made.id])
        if (attached.length > 0) await insertAuditEvent(query, null, event)
        return 'attached'
      }),
    detach: (scope, { kind, templateId, name }, event) =>
      transactions.change(scope, async (query) => {
        if ((await query(OF[kind].living, [templateId])).length === 0) return 'no template'
        const detached = await query(OF[kind].detach, [templateId, name])
        if (detached.length > 0) await insertAuditEvent(query, null, event)
        return 'detached'
      }),
  }
}

/** Gives the tag of that name, made where there is none. Called under the lock. */
export async function ensureTag(
  query: Query,
  tag: Tag,
  { max, event }: { readonly max: number; readonly event?: AuditEvent },
): Promise<Tag | 'full'> {
  const [found] = await query<Tag>(statements.NAMED, [tag.name])
  if (found !== undefined) return found
  const [row] = await query<{ count: number }>(statements.COUNT, [])
  if ((row?.count ?? 0) >= max) return 'full'
  await query(statements.INSERT, [tag.id, tag.name, tag.createdAt, tag.updatedAt])
  if (event !== undefined) await insertAuditEvent(query, null, event)
  return tag
}

async function isThere(query: Query, name: string): Promise<boolean> {
  return (await query(statements.NAMED, [name])).length > 0
}
