import { Kind, type TypeDefinitionNode } from 'graphql'
import { type Definitions, hasFields, namedType } from './graphql-definitions.ts'
import type { UsedFields, Wanted } from './graphql-wanted.ts'

/**
 * The names of the types that stay in the slice: those that are wanted or used, what the wanted root
 * fields answer with, the connections and edges of kept types, interfaces that kept types implement,
 * and unions of nothing but kept types. Scalars, enums and inputs are not among them.
 */
export function keptTypes(definitions: Definitions, wanted: Wanted, used: UsedFields): Set<string> {
  const kept = new Set([...wanted.types, ...used.keys(), ...rootsAndAnswers(definitions, wanted)])
  for (const name of wanted.types) {
    if (!definitions.has(name)) throw new Error(`The schema has no type "${name}".`)
  }
  for (let before = -1; before < kept.size; ) {
    before = kept.size
    for (const [name, type] of definitions) if (follows(type, kept)) kept.add(name)
    for (const name of [...kept]) for (const parent of interfacesOf(definitions.get(name))) kept.add(parent)
  }
  return kept
}

function rootsAndAnswers(definitions: Definitions, wanted: Wanted): string[] {
  return Object.entries(wanted.rootFields).flatMap(([root, names]) => {
    const type = definitions.get(root)
    const fields = type?.kind === Kind.OBJECT_TYPE_DEFINITION ? (type.fields ?? []) : []
    const answers = names.map((name) => {
      const field = fields.find((candidate) => candidate.name.value === name)
      if (!field) throw new Error(`The schema has no field "${root}.${name}".`)
      return namedType(field.type)
    })
    return [root, ...answers]
  })
}

/** Whether the type comes along because of others: it only joins or carries kept types. */
function follows(type: TypeDefinitionNode, kept: ReadonlySet<string>): boolean {
  if (type.kind === Kind.UNION_TYPE_DEFINITION) {
    const members = type.types ?? []
    return members.length > 0 && members.every((member) => kept.has(member.name.value))
  }
  if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) return false
  const suffix = /(Connection|Edge)$/.exec(type.name.value)?.[0]
  const carried = suffix === 'Connection' ? 'nodes' : 'node'
  const field = (type.fields ?? []).find((candidate) => candidate.name.value === carried)
  return suffix !== undefined && field !== undefined && kept.has(namedType(field.type))
}

function interfacesOf(type: TypeDefinitionNode | undefined): string[] {
  return type && hasFields(type) ? (type.interfaces ?? []).map((node) => node.name.value) : []
}
