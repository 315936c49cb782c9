import { actorOf, type Principal } from '../execute/principal.ts'
import type { Storage, Workspace } from '../ports.ts'
import { parseWorkspaceName } from './workspace-name.ts'
import { workspaceNameTaken, workspaceNotFound } from './workspace-refusals.ts'
import type { WorkspaceChange } from './workspace-store.ts'

export interface UpdateWorkspaceOptions {
  readonly workspaces: Storage['workspaces']
  readonly now: () => number
  readonly newId: () => string
}

export interface UpdateWorkspaceInput {
  readonly id: string
  readonly change: WorkspaceChange
  readonly requestId: string
}

/**
 * Renames a workspace, or switches it on or off.
 *
 * @throws SallyportError `workspace_not_found`, `workspace_name_taken`, `invalid_request`
 */
export async function updateWorkspace(
  { workspaces, now, newId }: UpdateWorkspaceOptions,
  principal: Principal<'application'>,
  { id, change, requestId }: UpdateWorkspaceInput,
): Promise<Workspace> {
  const { scope } = principal
  const name = change.name === undefined ? undefined : parseWorkspaceName('name', change.name)
  const holder = name === undefined ? undefined : await workspaces.findByName(scope, name)
  if (holder !== undefined && holder.id !== id) {
    // Whoever names what is not there hears that first.
    throw (await workspaces.find(scope, id)) ? workspaceNameTaken(holder.id) : workspaceNotFound()
  }
  const at = new Date(now())
  const actor = actorOf(principal)
  const event = { id: newId(), type: 'workspace.updated', actor, subjectId: id, requestId, at } as const
  const changed = await workspaces.update(scope, id, {
    ...change,
    ...(name !== undefined && { name }),
    event,
  })
  if (changed === undefined) throw workspaceNotFound()
  return changed
}
