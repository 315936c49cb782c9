import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { isConnection } from './graph.ts'

export interface Measure {
  /** Levels of selections. */
  readonly depth: number
  readonly complexity: number
}

export interface MeasureOptions {
  readonly schema: GraphQLSchema
  /** Points of a value and of an object. */
  readonly property: number
  readonly object: number
  /** Records of a page when the document does not say. */
  readonly page: number
}

interface Walk extends MeasureOptions {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  readonly measured: Map<string, Measure>
  readonly variables: Readonly<Record<string, unknown>>
}

const NOTHING: Measure = { depth: 0, complexity: 0 }

/**
 * How deep an operation goes and what it costs: every value and every object has its points, and a page of a
 * list multiplies what it holds. The document has to be valid: its fragments end.
 */
export function measure(
  options: MeasureOptions,
  { document, operation }: { document: DocumentNode; operation: OperationDefinitionNode },
  variables: Readonly<Record<string, unknown>>,
): Measure {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  }
  const root = options.schema.getRootType(operation.operation)
  const walk: Walk = { ...options, fragments, measured: new Map(), variables }
  const { depth, complexity } = measureSelections(walk, operation.selectionSet, root ?? undefined)
  // Tenths do not add up exactly.
  return { depth, complexity: Math.ceil(Number(complexity.toFixed(6))) }
}

function measureSelections(
  walk: Walk,
  { selections }: SelectionSetNode,
  type: GraphQLNamedType | undefined,
): Measure {
  let [depth, complexity] = [0, 0]
  for (const selection of selections) {
    const one =
      selection.kind === Kind.FIELD
        ? measureField(walk, selection, type)
        : selection.kind === Kind.FRAGMENT_SPREAD
          ? measureFragment(walk, selection.name.value)
          : measureSelections(
              walk,
              selection.selectionSet,
              typeNamed(walk, selection.typeCondition?.name.value) ?? type,
            )
    depth = Math.max(depth, one.depth)
    complexity += one.complexity
  }
  return { depth, complexity }
}

/** Once, however often it is used. */
function measureFragment(walk: Walk, name: string): Measure {
  const known = walk.measured.get(name)
  if (known) return known
  const fragment = walk.fragments.get(name)
  if (!fragment) return NOTHING
  const found = measureSelections(
    walk,
    fragment.selectionSet,
    typeNamed(walk, fragment.typeCondition.name.value),
  )
  walk.measured.set(name, found)
  return found
}

function typeNamed({ schema }: Walk, name: string | undefined): GraphQLNamedType | undefined {
  return name === undefined ? undefined : schema.getType(name)
}

function measureField(walk: Walk, node: FieldNode, parent: GraphQLNamedType | undefined): Measure {
  const fields = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields() : {}
  const field = fields[node.name.value]
  // Fields of introspection cost nothing; they are bound by the size of the schema.
  if (!field) return { depth: 1, complexity: 0 }
  const type = getNamedType(field.type)
  if (isLeafType(type) || !node.selectionSet || !isCompositeType(type))
    return { depth: 1, complexity: walk.property }
  const below = measureSelections(walk, node.selectionSet, type)
  const times = isConnection(type) ? pageSize(walk, node) : 1
  return { depth: below.depth + 1, complexity: walk.object + times * below.complexity }
}

function pageSize({ page, variables }: Walk, { arguments: args = [] }: FieldNode): number {
  const given = args.find(({ name }) => name.value === 'first' || name.value === 'last')?.value
  if (given?.kind === Kind.INT) return Number(given.value)
  const value = given?.kind === Kind.VARIABLE ? variables[given.name.value] : undefined
  return typeof value === 'number' ? Math.max(0, value) : page
}
