import type { Workspace } from '@sallyport/engine'

export function workspaceBody(workspace: Workspace) {
  const { id, name, organizationId, status, cacheEnabled, createdAt, updatedAt } = workspace
  return {
    id,
    name,
    organization_id: organizationId,
    status,
    cache_enabled: cacheEnabled,
    tombstone: false,
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  }
}
