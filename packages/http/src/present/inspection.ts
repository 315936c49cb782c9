import type { Answer, Operations } from '@sallyport/contract'
import type { Inspected } from '@sallyport/engine'

/** What can be asked of a connector. Nothing is kept to be searched, and that is what it says. */
export function inspectionBody({
  connector,
  template,
  entities,
  warnings,
}: Inspected): Answer<Operations['inspectConnector']> {
  const { id, name, workspaceId, organizationId } = connector
  const { definition } = template
  return {
    connector_id: id,
    name,
    workspace_id: workspaceId,
    organization_id: organizationId,
    source_definition_id: definition.id,
    source_definition_name: definition.title,
    docs_skill_id: `connector-source:${id}`,
    context_store_readiness: { supported_context_store_entities: [], configured_cache_entities: [] },
    entities: entities.map(({ entity, actions }) => ({ entity, actions: [...actions] })),
    warnings: warnings.map(({ code, message }) => ({ code, message })),
  }
}
