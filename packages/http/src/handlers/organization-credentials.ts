import type { OperationGroups } from '@sallyport/contract'
import type { Engine } from '@sallyport/engine'
import type { Handlers } from '../handler.ts'

export function organizationCredentialHandlers(
  engine: Engine,
): Handlers<OperationGroups['organizationCredential']> {
  return {
    async listOrganizationCredentials({ principal, params, query }) {
      const page = await engine.listOrganizationCredentials(principal, {
        organizationId: params.organization_id,
        ...(query.limit !== undefined && { limit: Number(query.limit) }),
        ...(query.offset !== undefined && { offset: Number(query.offset) }),
      })
      const catalogue = await engine.catalogue(principal)
      const data = page.connectors.map((row) => ({
        id: row.id,
        name: row.name,
        workspace_id: row.workspaceId,
        connector_name: catalogue.ofConnector(row).definition.slug,
        context_store_status: null,
        context_store_badge_status: null,
        context_store_entity_count: 0 as const,
        last_accessed_at: row.lastSuccessAt?.toISOString() ?? null,
        created_at: row.createdAt.toISOString(),
        updated_at: row.updatedAt.toISOString(),
      }))
      return { data, total: page.total }
    },
  }
}
