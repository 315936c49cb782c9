import type { AuditEvent, Workspace } from '../ports.ts'
import type { OrganizationScope } from '../scope.ts'

/** Which workspaces of an organization, in the order in which they were made. */
export interface WorkspaceFilter {
  /** In any case of its letters. */
  readonly nameContains?: string
  readonly status?: Workspace['status']
  /** Id of the last one of the page before. */
  readonly after?: string
  /** One that was listed out of turn. */
  readonly without?: string
  readonly limit: number
}

/** What of a workspace is to be otherwise; what is left out stays. */
export interface WorkspaceChange {
  readonly name?: string
  readonly status?: Workspace['status']
  readonly cacheEnabled?: boolean | null
}

/** Deleted ones are found by `findDeleted` alone. */
export interface WorkspaceStore {
  find(scope: OrganizationScope, id: string): Promise<Workspace | undefined>
  findByName(scope: OrganizationScope, name: string): Promise<Workspace | undefined>
  /** One that was deleted, and whose records are still there. */
  findDeleted(scope: OrganizationScope, id: string): Promise<Workspace | undefined>
  list(scope: OrganizationScope, filter: WorkspaceFilter): Promise<readonly Workspace[]>
  count(scope: OrganizationScope): Promise<{ readonly active: number; readonly inactive: number }>
  /** Gives the living workspace of that name, made from `workspace` and recorded if there was none. */
  ensure(scope: OrganizationScope, workspace: Workspace, event: AuditEvent): Promise<Workspace>
  /**
   * Gives it as it is then; nothing where it is not there.
   *
   * @throws SallyportError `workspace_name_taken`
   */
  update(
    scope: OrganizationScope,
    id: string,
    change: WorkspaceChange & { readonly event: AuditEvent },
  ): Promise<Workspace | undefined>
}
