import type { Principal } from '../execute/principal.ts'
import type { Storage, Workspace } from '../ports.ts'
import { type NewWorkspaceOptions, newWorkspace } from './new-workspace.ts'
import { parseWorkspaceName } from './workspace-name.ts'
import { workspaceNameTaken } from './workspace-refusals.ts'

export interface CreateWorkspaceOptions extends NewWorkspaceOptions {
  readonly workspaces: Storage['workspaces']
}

/**
 * Makes a workspace by itself, before anything is done in it.
 *
 * @throws SallyportError `invalid_request`; `workspace_name_taken`, with the id of the one that has the name
 */
export async function createWorkspace(
  options: CreateWorkspaceOptions,
  principal: Principal<'application'>,
  input: { readonly name: string; readonly requestId: string },
): Promise<Workspace> {
  const name = parseWorkspaceName('name', input.name)
  const { workspace, event } = newWorkspace(options, principal, { name, requestId: input.requestId })
  const living = await options.workspaces.ensure(principal.scope, workspace, event)
  if (living.id !== workspace.id) throw workspaceNameTaken(living.id)
  return living
}
