import {
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { leafSchema } from './graphql-types.ts'
import type { Schema } from './schema.ts'

interface Reading {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
}

/** The shape of the answer to a document, by what it selects: `{ data: ... }`. */
export function answerOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  { operation, selectionSet }: OperationDefinitionNode,
): Schema {
  const root = schema.getRootType(operation)
  if (!root) return {}
  const data = objectOf({ schema, document }, root, selectionSet)
  return { type: 'object', properties: { data }, required: ['data'] }
}

function objectOf(reading: Reading, type: GraphQLNamedType, set: SelectionSetNode): Schema {
  const parts = set.selections.map((selection) => {
    if (selection.kind === Kind.FIELD) return fieldOf(reading, type, selection)
    const fragment = fragmentOf(reading, selection)
    const on = fragment?.typeCondition?.name.value
    const below = on === undefined ? type : reading.schema.getType(on)
    if (!fragment || !below) return {}
    const part = objectOf(reading, below, fragment.selectionSet)
    // What belongs to one of several types is missing from the others.
    return below === type ? part : { ...part, required: [] }
  })
  return {
    type: 'object',
    properties: Object.assign({}, ...parts.map(({ properties }) => properties)),
    required: parts.flatMap(({ required = [] }) => required),
  }
}

function fragmentOf(
  { document }: Reading,
  selection: Exclude<SelectionSetNode['selections'][number], FieldNode>,
) {
  if (selection.kind === Kind.INLINE_FRAGMENT) return selection
  const found = document.definitions.find(
    (node) => node.kind === Kind.FRAGMENT_DEFINITION && node.name.value === selection.name.value,
  )
  return found?.kind === Kind.FRAGMENT_DEFINITION ? found : undefined
}

function fieldOf(reading: Reading, type: GraphQLNamedType, { name, alias, selectionSet }: FieldNode): Schema {
  const shown = (alias ?? name).value
  if (name.value === '__typename') return { properties: { [shown]: { type: 'string' } }, required: [shown] }
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name.value] : undefined
  if (field === undefined) return {}
  return { properties: { [shown]: givenOf(reading, field.type, selectionSet) }, required: [shown] }
}

function givenOf(reading: Reading, type: GraphQLOutputType, set: SelectionSetNode | undefined): Schema {
  if (!isNonNullType(type)) return { anyOf: [bareValue(reading, type, set), { type: 'null' }] }
  return bareValue(reading, type.ofType, set)
}

function bareValue(reading: Reading, type: GraphQLOutputType, set: SelectionSetNode | undefined): Schema {
  if (isNonNullType(type)) return bareValue(reading, type.ofType, set)
  if (isListType(type)) return { type: 'array', items: givenOf(reading, type.ofType, set) }
  return set === undefined ? leafSchema(type) : objectOf(reading, type, set)
}
