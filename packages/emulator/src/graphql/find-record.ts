import type { GraphQLNamedType } from 'graphql'
import { isObject, type Json, type JsonObject } from '../json.ts'
import type { Stored } from '../state/store.ts'
import { Entity } from './entity.ts'
import { type Graph, objectTypes, resourceOfType } from './graph.ts'

interface Named {
  readonly name: string
  readonly scope?: readonly string[]
}

/** The record of a type that goes by a name: its key, or one of the other members that name it. */
export function findByName(graph: Graph, type: string, { name, scope = [] }: Named): Stored | undefined {
  const shown = graph.behaviour.types?.[type]
  if (!shown) return undefined
  const found = graph.world.store.find(shown.resource, scope, name)
  const members = [...(shown.id === undefined ? [] : [shown.id]), ...(shown.also ?? [])]
  if (found || members.length === 0) return found
  return graph.world.store
    .list(shown.resource, scope)
    .find(({ record }) => members.some((member) => String(record[member]) === name))
}

/** The record that a value stands for: its name, or the record itself. */
export function entityOf(graph: Graph, type: GraphQLNamedType, value: Json): Entity | null {
  if (value === null) return null
  if (isObject(value)) {
    return entityOfStored(graph, type, { record: value, scope: [], key: String(value.id ?? '') })
  }
  const types = objectTypes(graph, type)
  for (const name of types) {
    const found = findByName(graph, name, { name: String(value) })
    if (found) return new Entity(typeOfRecord(types, found.record, name), found, resourceOfType(graph, name))
  }
  return null
}

export function entityOfStored(graph: Graph, type: GraphQLNamedType, stored: Stored): Entity {
  const name = typeOfRecord(objectTypes(graph, type), stored.record)
  const resource = resourceOfType(graph, name)
  return new Entity(name, freshest(graph, resource, stored), resource)
}

/** `__typename` says it, or `type` as REST APIs write it; else it is the first of the types that it may be. */
function typeOfRecord(
  types: readonly string[],
  { __typename, type }: JsonObject,
  fallback = types[0],
): string {
  return types.find((name) => name === __typename) ?? types.find((name) => name === type) ?? fallback ?? ''
}

/** A record within another may be older than the one in its own collection. */
function freshest({ world }: Graph, resource: string | undefined, stored: Stored): Stored {
  const kind = resource === undefined ? undefined : world.resources.get(resource)
  if (!kind || stored.scope.length > 0) return stored
  const key = stored.record[kind.behaviour.key]
  if (key === undefined) return stored
  const name = String(key)
  const isIt = ({ record }: Stored) => record === stored.record || record.id === stored.record.id
  const found = world.store.find(kind.name, [], name)
  if (found && isIt(found)) return found
  // Another collection has one of the same name.
  const other = world.store.list(kind.name, []).find((one) => one.key === name && isIt(one))
  return other ?? { ...stored, key: name }
}
