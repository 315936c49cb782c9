import { type FieldDefinitionNode, Kind, type TypeDefinitionNode } from 'graphql'
import { type Definitions, definitionsOf, type FieldsNode, hasFields } from './graphql-definitions.ts'

/**
 * The types with their interfaces in agreement, as GraphQL demands (specification, "Objects: Type
 * Validation"): a type has every field of its interfaces, and does not call a field deprecated that the
 * interface does not. An interface loses the fields that a type of it lost in a slice; a type loses such a
 * deprecation, which GitHub publishes for three fields. An interface that lost all of its fields is gone.
 */
export function agreeing(types: readonly TypeDefinitionNode[]): TypeDefinitionNode[] {
  const lost = lostFields(types)
  const cut = types.map((type) => {
    if (type.kind !== Kind.INTERFACE_TYPE_DEFINITION) return type
    return { ...type, fields: fieldsOf(type).filter((field) => !lost.has(path(type, field))) }
  })
  const left = cut.filter((type) => type.kind !== Kind.INTERFACE_TYPE_DEFINITION || type.fields.length > 0)
  const definitions = definitionsOf(left)
  return left.map((type) => (hasFields(type) ? implementing(type, definitions) : type))
}

function implementing(type: FieldsNode, definitions: Definitions): FieldsNode {
  const interfaces = (type.interfaces ?? []).filter(({ name }) => definitions.has(name.value))
  return withoutStrayDeprecations({ ...type, interfaces }, definitions)
}

function lostFields(types: readonly TypeDefinitionNode[]): Set<string> {
  const definitions = definitionsOf(types)
  const lost = new Set<string>()
  for (const type of types) {
    if (!hasFields(type)) continue
    const own = new Set(fieldsOf(type).map((field) => field.name.value))
    for (const parent of interfacesOf(type, definitions)) {
      const missing = fieldsOf(parent).filter((field) => !own.has(field.name.value))
      for (const field of missing) lost.add(path(parent, field))
    }
  }
  return lost
}

function withoutStrayDeprecations(type: FieldsNode, definitions: Definitions): FieldsNode {
  const inherited = interfacesOf(type, definitions).flatMap(fieldsOf)
  const current = new Set(inherited.filter((field) => !isDeprecated(field)).map((field) => field.name.value))
  const fields = fieldsOf(type).map((field) =>
    isDeprecated(field) && current.has(field.name.value) ? { ...field, directives: [] } : field,
  )
  return { ...type, fields }
}

function interfacesOf(type: FieldsNode, definitions: Definitions): FieldsNode[] {
  return (type.interfaces ?? []).flatMap(({ name }) => {
    const parent = definitions.get(name.value)
    return parent && hasFields(parent) ? parent : []
  })
}

function isDeprecated(field: FieldDefinitionNode): boolean {
  return (field.directives ?? []).some((directive) => directive.name.value === 'deprecated')
}

function fieldsOf(type: FieldsNode): readonly FieldDefinitionNode[] {
  return type.fields ?? []
}

function path(type: FieldsNode, field: FieldDefinitionNode): string {
  return `${type.name.value}.${field.name.value}`
}
