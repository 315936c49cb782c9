import { SallyportError } from '@sallyport/errors'
import { actorOf, type Principal } from '../execute/principal.ts'
import { parseName } from '../name.ts'
import type { AuditEvent, Storage, WorkflowEventType } from '../ports.ts'
import { scopeOfWorkspace, type WorkspaceScope } from '../scope.ts'
import {
  findWorkspace,
  lookUpWorkspace,
  type WorkspaceOptions,
  type WorkspaceReference,
} from '../workspaces/workspace-reference.ts'
import { workspaceNotFound } from '../workspaces/workspace-refusals.ts'
import type { Workflow } from './workflow-store.ts'

/** Workflows that a workspace may have, and bytes of JSON that the tasks of one may take. */
const MAX_WORKFLOWS = 100
const MAX_TASKS_BYTES = 64 * 1024

export interface WorkflowOptions extends WorkspaceOptions {
  readonly workflows: Storage['workflows']
}

export type Application = Principal<'application'>
type Tasks = Workflow['tasks']

/** What is done, in which workspace, by which request. */
export interface Act {
  readonly reference: WorkspaceReference
  readonly requestId: string
}

export interface OneWorkflow extends Act {
  readonly id: string
}

/** The workflows of a workspace. A name that is not there has none. */
export async function listWorkflows(
  options: WorkflowOptions,
  principal: Application,
  reference: WorkspaceReference,
): Promise<readonly Workflow[]> {
  const workspace = await findWorkspace(options, principal, reference)
  return workspace === undefined ? [] : options.workflows.list(scopeOfWorkspace(workspace))
}

/** @throws SallyportError `workspace_not_found`; `invalid_request`, also where there are 100 already. */
export async function createWorkflow(
  options: WorkflowOptions,
  principal: Application,
  { name, tasks, ...act }: Act & { readonly name: string; readonly tasks?: Tasks | null },
): Promise<Workflow> {
  const parsed = parseName('name', name)
  checkTasks(tasks ?? [])
  const scope = await enterToWrite(options, principal, act.reference)
  const at = new Date(options.now())
  const { organizationId, workspaceId } = scope
  const id = options.newId()
  const workflow = {
    id,
    organizationId,
    workspaceId,
    name: parsed,
    tasks: tasks ?? [],
    createdAt: at,
    updatedAt: at,
  }
  const event = auditOf(options, principal, { type: 'workflow.created', id, ...act })
  const stored = await options.workflows.insert(scope, workflow, { max: MAX_WORKFLOWS, event })
  if (stored === 'full') throw full(`A workspace has at most ${MAX_WORKFLOWS} workflows.`)
  return workflow
}

/** @throws SallyportError `workflow_not_found`, `workspace_not_found` */
export async function getWorkflow(
  options: WorkflowOptions,
  principal: Application,
  { reference, id }: Pick<OneWorkflow, 'reference' | 'id'>,
): Promise<Workflow> {
  const scope = await enter(options, principal, reference)
  return (await options.workflows.find(scope, id)) ?? missing()
}

/** What is left out stays. @throws SallyportError `workflow_not_found`, `workspace_not_found`, `invalid_request` */
export async function updateWorkflow(
  options: WorkflowOptions,
  principal: Application,
  { name, tasks, ...one }: OneWorkflow & { readonly name?: string; readonly tasks?: Tasks },
): Promise<Workflow> {
  const changes = {
    ...(name !== undefined && { name: parseName('name', name) }),
    ...(tasks !== undefined && { tasks: checkTasks(tasks) }),
  }
  const scope = await enterToWrite(options, principal, one.reference)
  const updatedAt = new Date(options.now())
  const change = (found: Workflow) => ({ ...found, ...changes, updatedAt })
  const event = auditOf(options, principal, { type: 'workflow.updated', ...one })
  return (await options.workflows.update(scope, one.id, { change, event })) ?? missing()
}

export async function deleteWorkflow(
  options: WorkflowOptions,
  principal: Application,
  one: OneWorkflow,
): Promise<void> {
  const scope = await enter(options, principal, one.reference)
  const event = auditOf(options, principal, { type: 'workflow.deleted', ...one })
  if (!(await options.workflows.delete(scope, one.id, event))) missing()
}

/** The right to a workspace that is there. @throws SallyportError `workspace_not_found`, `workspace_required` */
export async function enter(
  options: WorkflowOptions,
  principal: Application,
  reference: WorkspaceReference,
): Promise<WorkspaceScope> {
  const workspace = await findWorkspace(options, principal, reference)
  if (workspace === undefined) throw workspaceNotFound()
  return scopeOfWorkspace(workspace)
}

/** The same of one that is in use. @throws SallyportError also `forbidden` */
export async function enterToWrite(
  options: WorkflowOptions,
  principal: Application,
  reference: WorkspaceReference,
): Promise<WorkspaceScope> {
  const looked = await lookUpWorkspace(options, principal, reference)
  if ('missing' in looked) throw workspaceNotFound()
  return scopeOfWorkspace(looked)
}

export function auditOf(
  { now, newId }: WorkflowOptions,
  principal: Application,
  {
    type,
    id: subjectId,
    requestId,
  }: { readonly type: WorkflowEventType; readonly id: string; readonly requestId: string },
): AuditEvent {
  return { id: newId(), type, actor: actorOf(principal), subjectId, requestId, at: new Date(now()) }
}

export function full(message: string): SallyportError {
  return new SallyportError('invalid_request', message, { fix: 'Remove one that is not needed.' })
}

export function missing(): never {
  throw new SallyportError('workflow_not_found', 'There is no such workflow in this workspace.', {
    fix: 'List them at GET /api/v1/internal/workflows?workspace_id=...',
  })
}

function checkTasks(tasks: Tasks): Tasks {
  if (Buffer.byteLength(JSON.stringify(tasks)) <= MAX_TASKS_BYTES) return tasks
  const message = `"tasks" takes more than ${MAX_TASKS_BYTES / 1024} KB.`
  throw new SallyportError('invalid_request', message, {
    problems: [{ field: 'body.tasks', code: 'too_large', message }],
  })
}
