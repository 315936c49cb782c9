import type { AuditEvent } from '../ports.ts'
import type { WorkspaceScope } from '../scope.ts'

/** A named list of tasks. It is stored, and not run yet. */
export interface Workflow {
  readonly id: string
  readonly organizationId: string
  readonly workspaceId: string
  readonly name: string
  /** As they were given. */
  readonly tasks: readonly Readonly<Record<string, unknown>>[]
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** What would start a workflow. */
export interface Automation {
  readonly id: string
  readonly organizationId: string
  readonly workspaceId: string
  readonly workflowId: string
  readonly enabled: boolean
  readonly triggerType: 'schedule' | 'webhook' | 'manual'
  readonly cronExpression: string | null
  /** A name of the IANA database. */
  readonly timezone: string
  readonly completionWebhookUrl: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface Bounded {
  readonly max: number
  readonly event: AuditEvent
}

/** Port: workflows and automations of a workspace. What is of another one is not there. */
export interface WorkflowStore {
  /** `full` where the workspace has as many as it may have. */
  insert(scope: WorkspaceScope, workflow: Workflow, bound: Bounded): Promise<'stored' | 'full'>
  list(scope: WorkspaceScope): Promise<readonly Workflow[]>
  find(scope: WorkspaceScope, id: string): Promise<Workflow | undefined>
  /** Stores what `change` makes of it, while nobody else changes it; `undefined` where there is none. */
  update(
    scope: WorkspaceScope,
    id: string,
    by: { readonly change: (found: Workflow) => Workflow; readonly event: AuditEvent },
  ): Promise<Workflow | undefined>
  /** Its automations go with it. False where there is none. */
  delete(scope: WorkspaceScope, id: string, event: AuditEvent): Promise<boolean>

  /** `missing` where the workflow is not there. */
  insertAutomation(
    scope: WorkspaceScope,
    automation: Automation,
    bound: Bounded,
  ): Promise<'stored' | 'full' | 'missing'>
  listAutomations(scope: WorkspaceScope, workflowId: string): Promise<readonly Automation[]>
  findAutomation(scope: WorkspaceScope, name: AutomationName): Promise<Automation | undefined>
  updateAutomation(
    scope: WorkspaceScope,
    name: AutomationName,
    by: { readonly change: (found: Automation) => Automation; readonly event: AuditEvent },
  ): Promise<Automation | undefined>
  deleteAutomation(scope: WorkspaceScope, name: AutomationName, event: AuditEvent): Promise<boolean>
}

export interface AutomationName {
  readonly workflowId: string
  readonly id: string
}
