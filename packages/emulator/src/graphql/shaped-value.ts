import {
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isLeafType,
  isListType,
  isObjectType,
} from 'graphql'
import { isObject, type Json } from '../json.ts'
import type { Stored } from '../state/store.ts'
import { partOf } from './entity.ts'
import { entityOf, entityOfStored } from './find-record.ts'
import { type Asked, type AskedField, isConnection, resourceOfType } from './graph.ts'
import { nodeType } from './links.ts'
import { listed } from './listed.ts'

export interface Given extends AskedField {
  readonly type: GraphQLOutputType
  readonly value: Json
  readonly known: Stored | undefined
}

/** Data as its type has it: records where records are due, a page where a page is. */
export function shapedValue(asked: Asked, given: Given): unknown {
  const { value, known } = given
  const { graph } = asked
  const type = getNullableType(given.type)
  const named = getNamedType(type)
  if (value === null || isLeafType(named)) return value
  if (isListType(type))
    return [value].flat().map((one) => shapedValue(asked, { ...given, type: type.ofType, value: one }))
  if (isConnection(named) && Array.isArray(value)) {
    const node = nodeType(named)
    return node
      ? listed(
          asked,
          value.flatMap((one: Json) => entityOf(graph, node, one) ?? []),
          given,
        )
      : null
  }
  if (known?.record === value) return entityOfStored(graph, named, known)
  if (!isObject(value) || resourceOfType(graph, named.name) !== undefined || !isObjectType(named))
    return entityOf(graph, named, value)
  return partOf(named.name, value, `${given.parent}.${given.field.name}`)
}
