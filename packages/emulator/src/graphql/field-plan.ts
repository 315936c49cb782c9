import type { GraphQLSchema } from 'graphql'
import { isObjectType } from 'graphql'
import type { Filled } from '../behaviour/filled.ts'
import type { OperationBehaviour } from '../behaviour/operation-behaviour.ts'
import { prepare } from '../behaviour/template.ts'
import { type Json, parseOwnJson } from '../json.ts'
import { type OperationPlan, planOperation } from '../respond/operation-plan.ts'
import { lowerFirst, plural } from './names.ts'
import type { GraphqlBehaviour } from './type-schemas.ts'

type FieldBehaviour = Exclude<NonNullable<GraphqlBehaviour['fields']>[string], string>

/** What a field does, its templates ready. */
export interface FieldPlan {
  readonly behaviour: FieldBehaviour
  readonly operation: OperationPlan
  /** What names the record; it may go by another name than its key. */
  readonly key: Filled | undefined
  readonly input: Filled
  readonly each: Filled | undefined
}

/**
 * What every field does of which the behaviour speaks: by its name, else by a convention for its type.
 * Throws a `TypeError` for a field or a resource that is not there.
 */
export function planFields(
  schema: GraphQLSchema,
  graphql: GraphqlBehaviour,
  resources: ReadonlySet<string>,
): ReadonlyMap<string, FieldPlan> {
  const plans = new Map<string, FieldPlan>()
  for (const [type, { resource }] of Object.entries(graphql.types ?? {})) {
    if (!schema.getType(type)) throw new TypeError(`The schema has no type "${type}".`)
    for (const [field, behaviour] of conventional(graphql, type)) {
      if (hasField(schema, field)) plans.set(field, planField({ resource, ...behaviour }))
    }
  }
  for (const [field, behaviour] of Object.entries(graphql.fields ?? {})) {
    if (!hasField(schema, field)) throw new TypeError(`The schema has no field "${field}".`)
    const template = typeof behaviour === 'string'
    plans.set(field, planField(template ? { does: 'answer', answer: behaviour } : behaviour))
  }
  checkResources(graphql, plans, resources)
  return plans
}

function checkResources(
  graphql: GraphqlBehaviour,
  plans: ReadonlyMap<string, FieldPlan>,
  resources: ReadonlySet<string>,
): void {
  const ofTypes = Object.entries(graphql.types ?? {}).map(
    ([type, shown]) => [`Type "${type}"`, shown.resource] as const,
  )
  const ofFields = [...plans].map(
    ([field, { behaviour }]) => [`Field "${field}"`, behaviour.resource] as const,
  )
  for (const [place, resource] of [...ofTypes, ...ofFields]) {
    if (resource !== undefined && !resources.has(resource)) {
      throw new TypeError(`${place}: there is no resource "${resource}".`)
    }
  }
}

function conventional(
  graphql: GraphqlBehaviour,
  type: string,
): readonly (readonly [string, FieldBehaviour])[] {
  const one = lowerFirst(type)
  const names = {
    type: one,
    Type: type,
    types: graphql.types?.[type]?.plural ?? plural(one),
    Types: plural(type),
  }
  return (graphql.conventions ?? []).map((convention) => {
    const text = JSON.stringify(convention)
    const named = Object.entries(names).reduce(
      (result, [name, value]) => result.replaceAll(`{${name}}`, value),
      text,
    )
    const { field, ...behaviour } = parseOwnJson(named) as typeof convention
    return [field, behaviour as FieldBehaviour] as const
  })
}

function hasField(schema: GraphQLSchema, name: string): boolean {
  const [typeName = '', field = ''] = name.split('.')
  const type = schema.getType(typeName)
  return isObjectType(type) && Object.hasOwn(type.getFields(), field)
}

/** They work on one record that is there. */
const NAMING = new Set(['get', 'update', 'put', 'delete'])

function planField(behaviour: FieldBehaviour): FieldPlan {
  const { resource, input = '{args.input}', each, ...words } = behaviour
  const { by: _by, via: _via, missing: _missing, kinds: _kinds, ...operation } = words
  const does = words.does === 'node' ? 'get' : words.does
  const key = words.key ?? (NAMING.has(does) ? '{args.id}' : undefined)
  return {
    behaviour,
    // The key is looked up before the operation is done, since a record may have several names.
    operation: planOperation(
      { path: '' },
      { scope: [], ...operation, does, key: '{key}' } as OperationBehaviour,
      resource,
    ),
    key: key === undefined ? undefined : prepare(key as Json),
    input: prepare(input as Json),
    each: each === undefined ? undefined : prepare(each as Json),
  }
}
