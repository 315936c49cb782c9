import type { DescribedAction, DescribedParam } from './described-action.ts'
import type { DescribedEntity } from './described-entity.ts'

/** Of a whole description in JSON. One client turns away answers of 100,000, envelope included. */
export const MAX_CHARACTERS = 96_000

export type Detail =
  | 'full'
  | 'without_nested_fields'
  | 'without_descriptions'
  | 'parameters_by_name'
  | 'actions_by_name'
  | 'names'

type Less = Partial<DescribedEntity>

/** From all there is to names alone. Each leaves out what can best be asked for again, entity by entity. */
const LEVELS: readonly (readonly [Detail, (entity: DescribedEntity) => object])[] = [
  ['full', (entity) => entity],
  ['without_nested_fields', withoutNestedFields],
  ['without_descriptions', withoutDescriptions],
  ['parameters_by_name', withParameterNames],
  ['actions_by_name', withActionNames],
  ['names', ({ name }) => ({ name })],
]

/** The most that fits into so many characters. */
export function inDetail(
  entities: readonly DescribedEntity[],
  room: number,
): { readonly detail: Detail; readonly entities: readonly Less[] } {
  for (const [detail, less] of LEVELS) {
    const shown = entities.map(less)
    if (JSON.stringify(shown).length <= room) return { detail, entities: shown }
  }
  // More names than fit: an uploaded definition may have thousands.
  const shown = entities.map(({ name }) => ({ name }))
  while (JSON.stringify(shown).length > room) shown.length = Math.floor(shown.length / 2)
  return { detail: 'names', entities: shown }
}

function withoutNestedFields(entity: DescribedEntity): Less {
  const fields = entity.fields
    .filter(({ name }) => !name.includes('.'))
    .map(({ name, type }) => ({ name, type }))
  return { ...entity, fields }
}

function withoutDescriptions(entity: DescribedEntity): Less {
  const { relationships: _, example_questions: __, ...rest } = withoutNestedFields(entity)
  return {
    ...rest,
    actions: mapActions(entity, (action) => ({ ...action, params: action.params.map(bare) })),
  }
}

function bare({ name, in: place, type, required, enum: values }: DescribedParam): DescribedParam {
  return { name, in: place, type, required, ...(values && { enum: values }) }
}

function withParameterNames(entity: DescribedEntity): Less {
  const { name, description, key, compact_fields } = entity
  const params = (action: DescribedAction) =>
    action.params.map((param) => ({
      name: param.name,
      in: param.in,
      type: param.type,
      required: param.required,
    }))
  return {
    name,
    description,
    key,
    compact_fields,
    actions: mapActions(entity, (action) => ({ ...action, params: params(action) })),
  }
}

function withActionNames(entity: DescribedEntity): object {
  const { name, description, actions } = entity
  return {
    name,
    description,
    actions: Object.fromEntries(Object.keys(actions).map((action) => [action, {}])),
  }
}

function mapActions({ actions }: DescribedEntity, change: (action: DescribedAction) => DescribedAction) {
  return Object.fromEntries(Object.entries(actions).map(([name, action]) => [name, change(action)]))
}
