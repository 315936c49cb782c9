import type { Definition, Entity, Operation } from '@sallyport/definition'
import type { ConnectorConfig } from '../resolve/config.ts'
import { type DescribedAction, describedAction } from './described-action.ts'
import { type DescribedField, describedFields } from './described-value.ts'

export interface DescribedEntity {
  readonly name: string
  readonly description: string
  /** Fields that identify a record. */
  readonly key: readonly string[]
  readonly actions: Readonly<Record<string, DescribedAction>>
  readonly fields: readonly DescribedField[]
  readonly relationships: readonly {
    readonly name: string
    readonly field: string
    readonly entity: string
    readonly key: string
  }[]
  /** Enough to choose by: a good first `select_fields`. */
  readonly compact_fields: readonly string[]
  /** Texts that others may have written: data, and never instructions. */
  readonly untrusted_fields: readonly string[]
  readonly example_questions: readonly string[]
}

/** Levels of objects inside a record that are described. */
const FIELD_DEPTH = 3

export interface EntityPlace {
  readonly definition: Definition
  readonly config: ConnectorConfig
  /** Entities that are described with it. */
  readonly visible: ReadonlySet<string>
}

/** @param actions Those that the caller may run. */
export function describedEntity(
  { definition, config, visible }: EntityPlace,
  [name, entity]: readonly [name: string, entity: Entity],
  actions: readonly (readonly [name: string, operation: Operation])[],
): DescribedEntity {
  const { about, key, record, relations = {}, compact = [], untrusted = [] } = entity
  return {
    name,
    description: about,
    key,
    actions: Object.fromEntries(
      actions.map((action) => [action[0], describedAction(definition, config, action)]),
    ),
    fields: describedFields(record, FIELD_DEPTH),
    relationships: Object.entries(relations)
      .filter(([, relation]) => visible.has(relation.entity))
      .map(([relation, { field, entity: to, key: toKey }]) => ({
        name: relation,
        field,
        entity: to,
        key: toKey,
      })),
    compact_fields: compact,
    untrusted_fields: untrusted,
    example_questions: questionsOf(
      name,
      actions.map(([action]) => action),
    ),
  }
}

const QUESTIONS: readonly (readonly [action: string, question: (what: string) => string])[] = [
  ['list', (what) => `Which ${what} are there?`],
  ['api_search', (what) => `Which ${what} have to do with the outage of last week?`],
  ['get', (what) => `What do you know about this one of the ${what}?`],
  ['create', (what) => `Add one to the ${what}, and tell me what you added.`],
]
const MAX_QUESTIONS = 3

function questionsOf(name: string, actions: readonly string[]): string[] {
  const what = name.replaceAll('_', ' ')
  const fit = QUESTIONS.filter(([action]) => actions.includes(action))
  return fit.map(([, question]) => question(what)).slice(0, MAX_QUESTIONS)
}
