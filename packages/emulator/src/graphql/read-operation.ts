import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import type { Documents } from './documents.ts'
import type { GraphqlBody } from './read-body.ts'

/** A request that can be executed. */
export interface ReadOperation {
  /** Kind and first field: `query issues`, `mutation issueCreate`. */
  readonly name: string
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  /** As the operation takes them, defaults included. */
  readonly variables: Readonly<Record<string, unknown>>
}

export interface Unfit {
  /** `undefined` where the document could not be read so far. */
  readonly name: string | undefined
  readonly kind: 'syntax' | 'validation' | 'operation' | 'variables'
  readonly errors: readonly GraphQLError[]
}

/** The operation that a request names, or why it cannot be executed. */
export function readOperation(
  schema: GraphQLSchema,
  documents: Documents,
  body: GraphqlBody,
): ReadOperation | Unfit {
  const { document, errors, kind } = documents.read(body.query)
  if (!document) return { name: undefined, kind, errors }
  const operation = getOperationAST(document, body.operationName)
  const name = operation ? nameOf(document, operation) : undefined
  if (errors.length > 0) return { name, kind, errors }
  if (!operation || name === undefined)
    return { name, kind: 'operation', errors: [new GraphQLError(missing(body))] }
  if (operation.operation === 'subscription') {
    return { name, kind: 'operation', errors: [new GraphQLError('Subscriptions are not available here.')] }
  }
  const values = getVariableValues(schema, operation.variableDefinitions ?? [], body.variables, {
    maxErrors: 20,
  })
  if (values.errors) return { name, kind: 'variables', errors: values.errors }
  return { name, document, operation, variables: values.variableValues.coerced }
}

function missing({ operationName }: GraphqlBody): string {
  return operationName === undefined
    ? 'Must provide operation name if query contains multiple operations.'
    : 'Unknown operation named by operationName.'
}

function nameOf(document: DocumentNode, { operation, selectionSet }: OperationDefinitionNode): string {
  return `${operation} ${firstField(document, selectionSet, 0) ?? ''}`.trim()
}

const DEPTH = 10

function firstField(
  document: DocumentNode,
  { selections }: SelectionSetNode,
  depth: number,
): string | undefined {
  const [first] = selections
  if (!first || depth > DEPTH) return undefined
  if (first.kind === Kind.FIELD) return first.name.value
  if (first.kind === Kind.INLINE_FRAGMENT) return firstField(document, first.selectionSet, depth + 1)
  const fragment = document.definitions.find(
    (definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === first.name.value,
  )
  return fragment?.kind === Kind.FRAGMENT_DEFINITION
    ? firstField(document, fragment.selectionSet, depth + 1)
    : undefined
}
