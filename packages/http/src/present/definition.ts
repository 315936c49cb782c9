import type { Pushed, Template } from '@sallyport/engine'
import { connectorSpecification } from './connection-specification.ts'

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
  const spec = connectorSpecification(template)
  return {
    id: template.definition.id,
    definition: { ...definitionSummary(template), spec },
    example_questions: { direct: exampleQuestions(template), search: [] },
  }
}

const MAX_QUESTIONS = 5

/** What could be asked of such a connector: what can be listed is there to be asked for. None of a store that is not there. */
function exampleQuestions({ definition }: Template): string[] {
  return Object.entries(definition.entities)
    .filter(([, { actions }]) => Object.hasOwn(actions, 'list'))
    .slice(0, MAX_QUESTIONS)
    .map(([name]) => `Which ${name.replaceAll('_', ' ')} are there in ${definition.title}?`)
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
