import type { Automation, Workflow, WorkflowStore } from '@sallyport/engine'
import { jsonb } from '../jsonb.ts'
import type { OrganizationTransactions, Query } from '../organization-transactions.ts'
import { insertAuditEvent } from './audit-event.ts'
import * as statements from './workflow-statements.ts'

type Automations = Pick<
  WorkflowStore,
  'insertAutomation' | 'listAutomations' | 'findAutomation' | 'updateAutomation' | 'deleteAutomation'
>

export function workflowStore(transactions: OrganizationTransactions): WorkflowStore {
  return {
    ...automationStore(transactions),
    insert: (scope, workflow, { max, event }) =>
      transactions.run(scope, async (query) => {
        const { id, workspaceId, name, tasks, createdAt, updatedAt } = workflow
        await query(statements.LOCK_WORKSPACE, [workspaceId])
        if ((await countOf(query(statements.COUNT, [workspaceId]))) >= max) return 'full'
        await query(statements.INSERT, [id, workspaceId, name, jsonb(tasks), createdAt, updatedAt])
        await insertAuditEvent(query, workspaceId, event)
        return 'stored'
      }),
    list: (scope) =>
      transactions.run(scope, (query) => query<Workflow>(statements.LIST, [scope.workspaceId])),
    find: (scope, id) =>
      transactions.one<Workflow>(scope.organizationId, statements.FIND, [scope.workspaceId, id]),
    update: (scope, id, { change, event }) =>
      transactions.run(scope, async (query) => {
        const [found] = await query<Workflow>(statements.FIND_TO_CHANGE, [scope.workspaceId, id])
        if (found === undefined) return undefined
        const changed = change(found)
        await query(statements.UPDATE, [id, changed.name, jsonb(changed.tasks), changed.updatedAt])
        await insertAuditEvent(query, scope.workspaceId, event)
        return changed
      }),
    delete: (scope, id, event) =>
      transactions.run(scope, async (query) => {
        const gone = (await query(statements.DELETE, [scope.workspaceId, id])).length > 0
        if (gone) await insertAuditEvent(query, scope.workspaceId, event)
        return gone
      }),
  }
}

function automationStore(transactions: OrganizationTransactions): Automations {
  return {
    insertAutomation: (scope, automation, { max, event }) =>
      transactions.run(scope, async (query) => {
        const { workspaceId } = scope
        const { id, workflowId, createdAt } = automation
        await query(statements.LOCK_WORKSPACE, [workspaceId])
        if ((await query(statements.FIND_TO_CHANGE, [workspaceId, workflowId])).length === 0) return 'missing'
        if ((await countOf(query(statements.COUNT_AUTOMATIONS, [workspaceId, workflowId]))) >= max)
          return 'full'
        const [first, ...rest] = [id, ...triggerOf(automation)]
        await query(statements.INSERT_AUTOMATION, [first, workflowId, ...rest, createdAt, createdAt])
        await insertAuditEvent(query, workspaceId, event)
        return 'stored'
      }),
    listAutomations: (scope, workflowId) =>
      transactions.run(scope, (query) =>
        query<Automation>(statements.LIST_AUTOMATIONS, [scope.workspaceId, workflowId]),
      ),
    findAutomation: (scope, { workflowId, id }) =>
      transactions.one<Automation>(scope.organizationId, statements.FIND_AUTOMATION, [
        scope.workspaceId,
        workflowId,
        id,
      ]),
    updateAutomation: (scope, { workflowId, id }, { change, event }) =>
      transactions.run(scope, async (query) => {
        const name = [scope.workspaceId, workflowId, id]
        const [found] = await query<Automation>(statements.FIND_AUTOMATION_TO_CHANGE, name)
        if (found === undefined) return undefined
        const changed = change(found)
        await query(statements.UPDATE_AUTOMATION, [id, ...triggerOf(changed), changed.updatedAt])
        await insertAuditEvent(query, scope.workspaceId, event)
        return changed
      }),
    deleteAutomation: (scope, { workflowId, id }, event) =>
      transactions.run(scope, async (query) => {
        const name = [scope.workspaceId, workflowId, id]
        const gone = (await query(statements.DELETE_AUTOMATION, name)).length > 0
        if (gone) await insertAuditEvent(query, scope.workspaceId, event)
        return gone
      }),
  }
}

function triggerOf({ enabled, triggerType, cronExpression, timezone, completionWebhookUrl }: Automation) {
  return [enabled, triggerType, cronExpression, timezone, completionWebhookUrl]
}

async function countOf(rows: ReturnType<Query>): Promise<number> {
  const [row] = await rows
  return Number(row?.count ?? 0)
}
