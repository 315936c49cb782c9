import {
  type DocumentNode,
  type FieldDefinitionNode,
  isTypeDefinitionNode,
  Kind,
  type TypeDefinitionNode,
} from 'graphql'
import { bare } from './graphql-bare.ts'
import {
  type Definitions,
  definitionsOf,
  type FieldsNode,
  hasFields,
  namedType,
} from './graphql-definitions.ts'
import { agreeing } from './graphql-interfaces.ts'
import { keptTypes } from './graphql-kept-types.ts'
import { reachable } from './graphql-reachable.ts'
import type { UsedFields, Wanted } from './graphql-wanted.ts'

interface Cut {
  readonly definitions: Definitions
  readonly wanted: Wanted
  readonly used: UsedFields
  readonly kept: ReadonlySet<string>
  /** Kept for themselves, not only because a document selects some of their fields. */
  readonly whole: ReadonlySet<string>
}

const LEAVES = new Set<string>([Kind.SCALAR_TYPE_DEFINITION, Kind.ENUM_TYPE_DEFINITION])
const BUILT_IN = new Set(['ID', 'String', 'Boolean', 'Int', 'Float'])
/** Complete even where a document selects only the nodes. */
const CARRIER = /(?:Connection|Edge)$/
const NOTHING: UsedFields = new Map()

/**
 * The part of a schema that is wanted or used: types with the fields that lead to other kept types, and
 * whatever inputs, enums and scalars these need. Without descriptions; of the directives, only those that
 * GraphQL itself defines. Types are sorted by name. Throws when something wanted does not exist.
 */
export function cut(schema: DocumentNode, wanted: Wanted, used = NOTHING): DocumentNode {
  const definitions = definitionsOf(schema.definitions.filter(isTypeDefinitionNode))
  const kept = keptTypes(definitions, wanted, used)
  const whole = keptTypes(definitions, wanted, NOTHING)
  const cutting = { definitions, wanted, used, kept, whole }
  const types = agreeing([...definitions.values()].flatMap((type) => cutType(type, cutting) ?? []))
  const names = reachable(types, wanted)
  return { kind: Kind.DOCUMENT, definitions: types.filter((type) => names.has(type.name.value)).sort(byName) }
}

function cutType(type: TypeDefinitionNode, cutting: Cut): TypeDefinitionNode | undefined {
  if (LEAVES.has(type.kind) || type.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) return bare(type)
  if (!cutting.kept.has(type.name.value)) return undefined
  if (type.kind === Kind.UNION_TYPE_DEFINITION) {
    return bare({
      ...type,
      types: (type.types ?? []).filter((member) => cutting.kept.has(member.name.value)),
    })
  }
  return hasFields(type) ? bare({ ...type, fields: fieldsOf(type, cutting) }) : undefined
}

function fieldsOf(type: FieldsNode, cutting: Cut): FieldDefinitionNode[] {
  const seen = new Set<string>()
  return (type.fields ?? []).filter((field) => {
    // GitHub's published schema states one field twice.
    if (seen.has(field.name.value)) return false
    seen.add(field.name.value)
    return keeps(type, field, cutting)
  })
}

function keeps(type: FieldsNode, field: FieldDefinitionNode, cutting: Cut): boolean {
  const { wanted, used, whole, kept } = cutting
  const [name, owner] = [field.name.value, type.name.value]
  // What is selected of an interface is needed of its types.
  const selectable = [type, ...(type.interfaces ?? [])]
  if (selectable.some((node) => used.get(node.name.value)?.has(name))) return true
  if (Object.hasOwn(wanted.rootFields, owner)) return wanted.rootFields[owner]?.includes(name) ?? false
  const answer = namedType(field.type)
  const reach = CARRIER.test(owner) || type.kind === Kind.INTERFACE_TYPE_DEFINITION ? kept : whole
  return reach.has(owner) && (isLeaf(answer, cutting.definitions) || reach.has(answer))
}

function isLeaf(name: string, definitions: Definitions): boolean {
  return BUILT_IN.has(name) || LEAVES.has(definitions.get(name)?.kind ?? '')
}

function byName(left: TypeDefinitionNode, right: TypeDefinitionNode): number {
  return left.name.value < right.name.value ? -1 : 1
}
