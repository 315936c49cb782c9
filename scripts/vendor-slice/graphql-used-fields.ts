import {
  type DocumentNode,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import type { UsedFields } from './graphql-wanted.ts'

/** The fields that the documents select, per type, and the types that they only name. */
export function usedFields(schema: GraphQLSchema, documents: readonly DocumentNode[]): UsedFields {
  const used = new Map<string, Set<string>>()
  const fieldsOf = (type: string): Set<string> => {
    const fields = used.get(type) ?? new Set<string>()
    used.set(type, fields)
    return fields
  }
  const info = new TypeInfo(schema)
  const visitor = visitWithTypeInfo(info, {
    Field: (node) => {
      const parent = info.getParentType()
      if (!parent || node.name.value.startsWith('__')) return
      fieldsOf(parent.name).add(node.name.value)
      const answer = getNamedType(info.getType())
      if (isCompositeType(answer)) fieldsOf(answer.name)
    },
    InlineFragment: (node) => void (node.typeCondition && fieldsOf(node.typeCondition.name.value)),
    FragmentDefinition: (node) => void fieldsOf(node.typeCondition.name.value),
  })
  for (const document of documents) visit(document, visitor)
  return used
}
