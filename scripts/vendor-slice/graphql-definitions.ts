import {
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type TypeDefinitionNode,
  type TypeNode,
} from 'graphql'

export type Definitions = ReadonlyMap<string, TypeDefinitionNode>
export type FieldsNode = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode

export function definitionsOf(types: readonly TypeDefinitionNode[]): Definitions {
  return new Map(types.map((type) => [type.name.value, type]))
}

/** The name inside of lists and non-null marks. */
export function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type)
}

export function hasFields(type: TypeDefinitionNode): type is FieldsNode {
  return type.kind === Kind.OBJECT_TYPE_DEFINITION || type.kind === Kind.INTERFACE_TYPE_DEFINITION
}
