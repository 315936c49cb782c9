import {
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import type { Behaviour } from '../behaviour/behaviour.ts'
import type { JsonObject } from '../json.ts'
import { FURTHER_MEMBERS, typeSchemaName } from '../state/resource.ts'
import { idMember, idsMember } from './names.ts'
import { scalarSchema } from './scalars.ts'

export type GraphqlBehaviour = NonNullable<Behaviour['graphql']>

/**
 * The shapes of the types that resources name, as JSON Schema by `typeSchemaName`: values that are never null,
 * and of the others those that samples show. Names of other records are further members.
 * Throws a `TypeError` for a type that the schema does not have.
 */
export function describeTypes(schema: GraphQLSchema, behaviour: Behaviour): JsonObject {
  const names = Object.values(behaviour.resources ?? {}).flatMap(({ type }) => type ?? [])
  return Object.fromEntries(
    names.map((name) => {
      const type = schema.getType(name)
      if (!isObjectType(type)) throw new TypeError(`The schema has no object type "${name}".`)
      return [typeSchemaName(name), typeSchema(type, behaviour.graphql)]
    }),
  )
}

function typeSchema(type: GraphQLObjectType, graphql: GraphqlBehaviour | undefined): JsonObject {
  const { sample = [], pattern, id = 'id' } = graphql?.types?.[type.name] ?? {}
  const properties: Record<string, JsonObject> = {}
  const further: string[] = []
  for (const { name, type: of } of Object.values(type.getFields())) {
    if (!isLeafType(getNamedType(of))) further.push(name, idMember(name), idsMember(name))
    else if (isNonNullType(of) || sample.includes(name)) properties[name] = outputSchema(of, graphql)
    else further.push(name)
  }
  if (pattern !== undefined && properties[id]) properties[id] = { type: 'string', pattern }
  return { type: 'object', properties, required: Object.keys(properties), [FURTHER_MEMBERS]: further }
}

/** JSON Schema of a value that is no object. */
export function outputSchema(type: GraphQLOutputType, graphql: GraphqlBehaviour | undefined): JsonObject {
  const nullable = getNullableType(type)
  if (isListType(nullable)) {
    return { type: 'array', items: outputSchema(nullable.ofType, graphql), maxItems: 0 }
  }
  return leafSchema(getNamedType(type), graphql)
}

function leafSchema(type: GraphQLNamedType, graphql: GraphqlBehaviour | undefined): JsonObject {
  if (isEnumType(type)) return { enum: type.getValues().map(({ name }) => name) }
  return scalarSchema(type.name, graphql?.scalars ?? {})
}
