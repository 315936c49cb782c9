import type { OrganizationScope, WorkspaceScope } from '@sallyport/engine'

/** The scopes that the engine makes for whoever has proved an organization. */
export function organizationScope(organizationId: string): OrganizationScope {
  return { organizationId } as OrganizationScope
}

export function workspaceScope(organizationId: string, workspaceId: string): WorkspaceScope {
  return { organizationId, workspaceId } as WorkspaceScope
}
