import { getNamedType, isObjectType } from 'graphql'
import type { Json, JsonObject } from '../json.ts'
import { findByName } from './find-record.ts'
import { type Graph, resourceOfType } from './graph.ts'
import { nodeType } from './links.ts'
import { idMember, idsMember } from './names.ts'

/**
 * An input that names other records by their keys, whatever names the client had for them. Throws the vendor's
 * error where it names a record that is not there.
 */
export function namedByKey(graph: Graph, resource: string | undefined, input: JsonObject): JsonObject {
  const targets = targetsOf(graph, resource)
  return Object.fromEntries(
    Object.entries(input).map(([member, value]) => {
      const target = targets.get(member)
      if (target === undefined) return [member, value]
      const named = (one: Json) => keyOf(graph, { target, member, name: one, list: Array.isArray(value) })
      return [member, Array.isArray(value) ? value.map(named) : named(value)]
    }),
  )
}

const KNOWN = new WeakMap<Graph, Map<string, ReadonlyMap<string, string>>>()

/** Types by the members of an input that name their records: `teamId`, `labelIds`. */
function targetsOf(graph: Graph, resource = ''): ReadonlyMap<string, string> {
  const known = KNOWN.get(graph) ?? new Map<string, ReadonlyMap<string, string>>()
  KNOWN.set(graph, known)
  const found = known.get(resource) ?? findTargets(graph, resource)
  known.set(resource, found)
  return found
}

function findTargets(graph: Graph, resource: string): ReadonlyMap<string, string> {
  const targets = new Map<string, string>()
  for (const [name, shown] of Object.entries(graph.behaviour.types ?? {})) {
    const type = shown.resource === resource ? graph.schema.getType(name) : undefined
    for (const field of isObjectType(type) ? Object.values(type.getFields()) : []) {
      const target = nodeType(getNamedType(field.type))?.name
      if (target === undefined || resourceOfType(graph, target) === undefined) continue
      targets.set(idMember(field.name), target).set(idsMember(field.name), target)
    }
  }
  return targets
}

interface Named {
  readonly target: string
  readonly member: string
  readonly name: Json
  readonly list: boolean
}

function keyOf(graph: Graph, { target, member, name, list }: Named): Json {
  if (typeof name !== 'string') return name
  const found = findByName(graph, target, { name })
  if (found) return found.key
  throw graph.errors.error('not_found', { type: target, name, member, list, input: true })
}
