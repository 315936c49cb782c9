declare const organizationScope: unique symbol
declare const workspaceScope: unique symbol

/**
 * The right to touch one organization's data. Storage takes a scope and never a bare id, so that code
 * which forgot to ask whose data it is does not compile.
 */
export interface OrganizationScope {
  readonly organizationId: string
  readonly [organizationScope]: true
}

/** The right to touch one workspace's data. */
export interface WorkspaceScope extends OrganizationScope {
  readonly workspaceId: string
  readonly [workspaceScope]: true
}

/**
 * Makes an organization scope. Callers are few and each has proved the organization: a verified token,
 * a client id whose secret is about to be checked, a job whose proof fits, the first start.
 */
export function scopeOfOrganization(organizationId: string): OrganizationScope {
  return { organizationId } as OrganizationScope
}

/** Makes a workspace scope from a row that was read within the organization's scope. */
export function scopeOfWorkspace(workspace: {
  readonly organizationId: string
  readonly id: string
}): WorkspaceScope {
  return { organizationId: workspace.organizationId, workspaceId: workspace.id } as WorkspaceScope
}
