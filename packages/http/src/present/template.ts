import type { Template } from '@sallyport/engine'

/** Templates come with the engine: their times are those of nothing, and clients want some. */
const RELEASED_AT = '2026-01-01T00:00:00.000Z'

export function templateItem({ id, definition }: Template) {
  return {
    id,
    name: definition.title,
    icon: null,
    connector_name: definition.slug,
    organization_id: null,
    actor_definition_id: definition.id,
    tags: [],
    customization: null,
    mode: 'DIRECT' as const,
    created_at: RELEASED_AT,
    updated_at: RELEASED_AT,
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

/** What a connection needs, as the JSON Schema that forms are drawn from. */
function connectionSpecification({ definition }: Template) {
  const ways = Object.values(definition.auth).map(({ title, form }) => ({
    type: 'object',
    title,
    required: Object.keys(form),
    properties: Object.fromEntries(
      Object.entries(form).map(([name, field]) => [
        name,
        { type: 'string', title: field.title, airbyte_secret: field.secret, ...about(field.about) },
      ]),
    ),
  }))
  const settings = Object.entries(definition.config ?? {}).map(([name, field]) => [
    name,
    { type: 'string', title: field.title, examples: [field.example], ...about(field.about) },
  ])
  return {
    type: 'object',
    title: definition.title,
    required: ['credentials'],
    properties: { credentials: { type: 'object', oneOf: ways }, ...Object.fromEntries(settings) },
  }
}

function about(text: string | undefined) {
  return text === undefined ? {} : { description: text }
}
