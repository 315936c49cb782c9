import { noneOf } from '../execute/named-connectors.ts'
import type { Principal } from '../execute/principal.ts'
import type { Workspace } from '../ports.ts'
import {
  findWorkspace,
  type WorkspaceOptions,
  type WorkspaceReference,
} from '../workspaces/workspace-reference.ts'

/**
 * Sees to it that a connector is of the workspace that the call names, where it names one.
 *
 * @throws SallyportError `connector_not_found`, `workspace_not_found`
 */
export async function requireSameWorkspace(
  options: WorkspaceOptions,
  principal: Principal,
  { reference, workspace }: { readonly reference: WorkspaceReference; readonly workspace: Workspace },
): Promise<void> {
  const names = Object.values(reference).filter((name) => name !== undefined && name !== '')
  if (names.every((name) => name === workspace.id || name === workspace.name)) return
  const found = await findWorkspace(options, principal, reference)
  if (found?.id !== workspace.id) throw noneOf(undefined)
}
