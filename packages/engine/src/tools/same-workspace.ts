import type { Principal } from '../execute/principal.ts'
import type { Workspace } from '../ports.ts'
import {
  findWorkspace,
  type WorkspaceOptions,
  type WorkspaceReference,
} from '../workspaces/workspace-reference.ts'

/**
 * Whether a connector is of the workspace that the call names, where it names one.
 *
 * @throws SallyportError `workspace_not_found`
 */
export async function isSameWorkspace(
  options: WorkspaceOptions,
  principal: Principal,
  { reference, workspace }: { readonly reference: WorkspaceReference; readonly workspace: Workspace },
): Promise<boolean> {
  const names = Object.values(reference).filter((name) => name !== undefined && name !== '')
  if (names.every((name) => name === workspace.id || name === workspace.name)) return true
  const found = await findWorkspace(options, principal, reference)
  return found?.id === workspace.id
}
