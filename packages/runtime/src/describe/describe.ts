import type { Definition, Operation } from '@sallyport/definition'
import type { ConnectorConfig } from '../resolve/config.ts'
import { unknownEntity } from '../resolve/find-operation.ts'
import { type DescribedEntity, describedEntity } from './described-entity.ts'
import { INSTRUCTIONS, PAGINATION } from './instructions.ts'
import { type Detail, inDetail, MAX_CHARACTERS } from './less-detail.ts'

export interface DescribeOptions {
  readonly definition: Definition
  readonly config: ConnectorConfig
  /** The one entity that is asked about; all of them without it. */
  readonly entity?: string
  /** Whether whoever asks may run an action. What they may not is left out. */
  readonly allows: (named: {
    readonly entity: string
    readonly action: string
    readonly operation: Operation
  }) => boolean
}

/** What can be asked of a connector, written for a model. */
export interface Description {
  readonly connector_name: string
  readonly title: string
  readonly description: string
  /** `full`, or how much was left out to stay within the bound. */
  readonly detail: Detail
  readonly entities: readonly Partial<DescribedEntity>[]
  readonly pagination: string
  readonly example_questions: readonly string[]
  readonly instructions: string
}

const MAX_QUESTIONS = 5

/**
 * Describes what a connector can do: entities, their actions with all parameters, fields and relations. At most 96,000
 * characters of JSON, since some clients refuse answers of 100,000: where all of it is more, details are left out that
 * the description of one entity has.
 *
 * @throws SallyportError `unknown_entity` naming what there is, of that what the caller may use.
 */
export function describe(options: DescribeOptions): Description {
  const { definition, entity } = options
  const open = openEntities(options)
  const visible = new Set(open.map(([name]) => name))
  const wanted = entity === undefined ? open : open.filter(([name]) => name === entity)
  if (entity !== undefined && wanted.length === 0) throw unknownEntity(definition, entity, [...visible])
  const entities = wanted.map(([name, actions]) =>
    describedEntity({ ...options, visible }, [name, ownEntity(definition, name)], actions),
  )
  const around = {
    connector_name: definition.slug,
    title: definition.title,
    description: definition.about,
    pagination: PAGINATION,
    example_questions: entities.flatMap((each) => each.example_questions.slice(0, 1)).slice(0, MAX_QUESTIONS),
    instructions: INSTRUCTIONS,
  }
  const room = MAX_CHARACTERS - JSON.stringify(around).length
  return { ...around, ...inDetail(entities, room) }
}

type Actions = readonly (readonly [name: string, operation: Operation])[]

/** Entities of which the caller may do anything at all, each with what. */
export function openEntities({
  definition,
  allows,
}: Pick<DescribeOptions, 'definition' | 'allows'>): (readonly [name: string, actions: Actions])[] {
  return Object.entries(definition.entities).flatMap(([entity, { actions }]) => {
    const open = Object.entries(actions).filter(([action, operation]) =>
      allows({ entity, action, operation }),
    )
    return open.length === 0 ? [] : [[entity, open] as const]
  })
}

function ownEntity({ entities }: Definition, name: string) {
  const found = entities[name]
  if (found === undefined) throw new TypeError(`no entity ${name}`)
  return found
}
