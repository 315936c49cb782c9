import { actorOf, type Principal } from '../execute/principal.ts'
import type { AuditEvent, Workspace } from '../ports.ts'

export interface NewWorkspaceOptions {
  readonly now: () => number
  readonly newId: () => string
}

/** A workspace as it is stored at first, and the record of who made it. */
export function newWorkspace(
  { now, newId }: NewWorkspaceOptions,
  principal: Principal,
  { name, requestId }: { readonly name: string; readonly requestId: string },
): { readonly workspace: Workspace; readonly event: AuditEvent } {
  const at = new Date(now())
  const id = newId()
  const workspace: Workspace = {
    id,
    organizationId: principal.scope.organizationId,
    name,
    status: 'active',
    cacheEnabled: null,
    createdAt: at,
    updatedAt: at,
  }
  const actor = actorOf(principal)
  return {
    workspace,
    event: { id: newId(), type: 'workspace.created', actor, subjectId: id, requestId, at },
  }
}
