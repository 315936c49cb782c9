import type { Template } from '@sallyport/engine'
import { connectionSpecification } from './connection-specification.ts'

/** What comes with the engine has the times of nothing, and clients want some. */
const RELEASED_AT = '2026-01-01T00:00:00.000Z'

export function templateItem({ id, definition, uploaded }: Template) {
  const at = uploaded?.createdAt.toISOString() ?? RELEASED_AT
  return {
    id,
    name: definition.title,
    icon: null,
    connector_name: definition.slug,
    organization_id: uploaded?.organizationId ?? null,
    actor_definition_id: definition.id,
    tags: [],
    customization: null,
    mode: 'DIRECT' as const,
    created_at: at,
    updated_at: at,
  }
}

export function templateDetail(template: Template) {
  return {
    ...templateItem(template),
    source_definition_id: template.definition.id,
    user_config_spec: { documentationUrl: null, connectionSpecification: connectionSpecification(template) },
    partial_default_config: {},
    is_experimental: false,
  }
}
