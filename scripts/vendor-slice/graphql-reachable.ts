import { Kind, type TypeDefinitionNode } from 'graphql'
import { type Definitions, definitionsOf, hasFields, namedType } from './graphql-definitions.ts'
import type { Wanted } from './graphql-wanted.ts'

/**
 * The names of the types that a caller can meet, starting from the roots. What implements an interface
 * can be met wherever the interface is answered with.
 */
export function reachable(types: readonly TypeDefinitionNode[], wanted: Wanted): Set<string> {
  const definitions = definitionsOf(types)
  const implementers = implementersOf(definitions)
  const met = new Set<string>()
  const pending = Object.keys(wanted.rootFields)
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const type = definitions.get(name)
    if (met.has(name) || !type) continue
    met.add(name)
    pending.push(...leadsTo(type), ...(implementers.get(name) ?? []))
  }
  return met
}

function implementersOf(definitions: Definitions): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const type of definitions.values()) {
    if (!hasFields(type)) continue
    for (const { name } of type.interfaces ?? []) {
      found.set(name.value, [...(found.get(name.value) ?? []), type.name.value])
    }
  }
  return found
}

function leadsTo(type: TypeDefinitionNode): string[] {
  if (type.kind === Kind.UNION_TYPE_DEFINITION) return (type.types ?? []).map((member) => member.name.value)
  if (type.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) {
    return (type.fields ?? []).map((field) => namedType(field.type))
  }
  if (!hasFields(type)) return []
  const parents = (type.interfaces ?? []).map((node) => node.name.value)
  const fields = (type.fields ?? []).flatMap((field) => [
    namedType(field.type),
    ...(field.arguments ?? []).map((argument) => namedType(argument.type)),
  ])
  return [...parents, ...fields]
}
