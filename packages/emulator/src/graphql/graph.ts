import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
} from 'graphql'
import type { Variables } from '../behaviour/filled.ts'
import type { Json, JsonObject } from '../json.ts'
import type { Lie } from '../page/page.ts'
import type { World } from '../respond/world.ts'
import type { Entity } from './entity.ts'
import type { FieldErrors } from './field-errors.ts'
import type { FieldPlan } from './field-plan.ts'
import type { GraphqlBehaviour } from './type-schemas.ts'

/** What the fields of a schema are resolved with. */
export interface Graph {
  readonly schema: GraphQLSchema
  readonly behaviour: GraphqlBehaviour
  readonly world: World
  /** By `Type.field`. */
  readonly plans: ReadonlyMap<string, FieldPlan>
  readonly errors: FieldErrors
  /** Schema-valid data; the same for the same name. */
  readonly generate: (schema: JsonObject, name: string) => Json
}

/** One request, on its way through the fields that it asks for. */
export interface Asked {
  readonly graph: Graph
  readonly variables: Variables
  /** Milliseconds since 1970. */
  readonly now: number
  readonly lie: Lie | undefined
  /** The value of a field; filters and orders speak of values that are not kept as such. */
  readonly read: (entity: Entity, asking: AskedField) => unknown
}

export interface AskedField {
  /** Name of the object type. */
  readonly parent: string
  readonly field: GraphQLField<unknown, unknown>
  readonly args: JsonObject
}

/** The resource whose records are of a type. */
export function resourceOfType({ behaviour }: Graph, type: string): string | undefined {
  const { types = {} } = behaviour
  return Object.hasOwn(types, type) ? types[type]?.resource : undefined
}

/** Names of the object types that a type stands for. */
export function objectTypes({ schema }: Graph, type: GraphQLNamedType): readonly string[] {
  if (isObjectType(type)) return [type.name]
  return isAbstractType(type) ? schema.getPossibleTypes(type).map(({ name }) => name) : []
}

/** Whether a type pages through a list: https://relay.dev/graphql/connections.htm */
export function isConnection(type: GraphQLNamedType): boolean {
  if (!isObjectType(type)) return false
  const fields = type.getFields()
  return 'pageInfo' in fields && ('nodes' in fields || 'edges' in fields)
}
