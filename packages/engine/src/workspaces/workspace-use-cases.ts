import type { Principal } from '../execute/principal.ts'
import { type CreateWorkspaceOptions, createWorkspace } from './create-workspace.ts'
import { type ListWorkspacesInput, type ListWorkspacesOptions, listWorkspaces } from './list-workspaces.ts'
import {
  type UpdateWorkspaceInput,
  type UpdateWorkspaceOptions,
  updateWorkspace,
} from './update-workspace.ts'
import { findWorkspace, type WorkspaceOptions } from './workspace-reference.ts'
import { workspaceNotFound } from './workspace-refusals.ts'

type Options = ListWorkspacesOptions & CreateWorkspaceOptions & UpdateWorkspaceOptions & WorkspaceOptions

/** What the engine can do about workspaces, but for ending them. */
export function workspaceUseCases(options: Options) {
  return {
    listWorkspaces: (principal: Principal<'application'>, input: ListWorkspacesInput) =>
      listWorkspaces(options, principal, input),
    countWorkspaces: ({ scope }: Principal<'application'>) => options.workspaces.count(scope),
    createWorkspace: (principal: Principal<'application'>, input: { name: string; requestId: string }) =>
      createWorkspace(options, principal, input),
    /** @throws SallyportError `workspace_not_found`, also for another than the token's own */
    getWorkspace: async (principal: Principal, id: string) => {
      const workspace = await findWorkspace(options, principal, { workspace_id: id })
      if (workspace === undefined) throw workspaceNotFound()
      return workspace
    },
    updateWorkspace: (principal: Principal<'application'>, input: UpdateWorkspaceInput) =>
      updateWorkspace(options, principal, input),
  }
}
