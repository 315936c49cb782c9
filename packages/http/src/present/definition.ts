import type { Pushed, Template } from '@sallyport/engine'
import { connectionSpecification } from './connection-specification.ts'

export function definitionSummary({ definition, uploaded }: Template) {
  return {
    sourceDefinitionId: definition.id,
    destinationDefinitionId: null,
    name: definition.title,
    dockerRepository: null,
    iconUrl: null,
    custom: uploaded !== undefined,
    supportLevel: uploaded === undefined ? ('community' as const) : ('none' as const),
    version: uploaded?.version ?? null,
  }
}

export function definitionDetail(template: Template) {
  const spec = { documentationUrl: null, connectionSpecification: connectionSpecification(template) }
  return {
    id: template.definition.id,
    definition: { ...definitionSummary(template), spec },
    example_questions: { direct: [], search: [] },
  }
}

export function pushedDefinition({ row, title, created, connectors }: Pushed) {
  return {
    id: row.id,
    slug: row.slug,
    name: title,
    version: row.version,
    created,
    created_at: row.createdAt.toISOString(),
    texts_hash: row.textsHash,
    connectors: { ...connectors },
  }
}
