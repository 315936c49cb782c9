import type { GraphQLFieldResolver, GraphQLTypeResolver } from 'graphql'
import type { JsonObject } from '../json.ts'
import { Entity, partOf } from './entity.ts'
import { fieldValue } from './field-value.ts'
import type { Asked } from './graph.ts'
import { Ready } from './ready.ts'

/** Resolves every field of the schema. */
export const resolveField: GraphQLFieldResolver<unknown, Asked> = (source, ...[args, asked, info]) => {
  const { fieldName, parentType } = info
  if (source instanceof Ready && Object.hasOwn(source.values, fieldName)) return source.values[fieldName]
  const field = parentType.getFields()[fieldName]
  if (!field) return undefined
  const entity = source instanceof Entity ? source : partOf(parentType.name, {}, parentType.name)
  return fieldValue(asked, entity, { parent: parentType.name, field, args: args as JsonObject })
}

/** A record knows its type. */
export const resolveType: GraphQLTypeResolver<unknown, Asked> = (value) =>
  value instanceof Entity ? value.type : undefined
