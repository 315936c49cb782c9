import { type ExecutionResult, execute } from 'graphql'
import type { Json } from '../json.ts'
import { type Answer, jsonAnswer } from '../respond/answer.ts'
import { commonVariables, type Surroundings } from '../respond/request-variables.ts'
import type { Asking } from '../respond/surface.ts'
import { then } from '../then.ts'
import type { ComplexityAllowance } from './complexity-allowance.ts'
import type { Documents } from './documents.ts'
import { fieldValue } from './field-value.ts'
import type { Asked, Graph } from './graph.ts'
import type { Measure } from './measure.ts'
import type { GraphqlBody } from './read-body.ts'
import type { ReadOperation } from './read-operation.ts'
import { resolveField, resolveType } from './resolve.ts'

export interface GraphqlParts {
  readonly graph: Graph
  readonly documents: Documents
  readonly allowance: ComplexityAllowance
  readonly surroundings: Surroundings
}

export interface Executed {
  readonly operation: ReadOperation
  readonly request: GraphqlBody
  readonly size: Measure
}

/** Executes an operation that fits the schema. Errors of fields stand beside the data, with status 200. */
export function executeOperation(
  parts: GraphqlParts,
  { operation, request, size }: Executed,
  asking: Asking,
): Answer | Promise<Answer> {
  const { graph, allowance, surroundings } = parts
  const result = execute({
    schema: graph.schema,
    document: operation.document,
    operationName: request.operationName ?? null,
    variableValues: request.variables,
    contextValue: askedBy(parts, asking),
    fieldResolver: resolveField,
    typeResolver: resolveType,
  })
  const headers = allowance.spend(asking.visitor.credential ?? '', size.complexity, surroundings.now())
  return then(result, (done) => jsonAnswer(200, formatted(graph, done), headers))
}

function askedBy({ graph, surroundings }: GraphqlParts, { request, visitor, lie }: Asking): Asked {
  const variables = {
    ...commonVariables(surroundings),
    headers: request.headers,
    visitor: { subject: visitor.subject, scopes: visitor.scopes },
  }
  const asked: Asked = {
    graph,
    variables,
    now: surroundings.now(),
    lie,
    read: (entity, asking) => fieldValue(asked, entity, asking),
  }
  return asked
}

function formatted(graph: Graph, { data, errors }: ExecutionResult): Json {
  const told = errors?.map((error) => graph.errors.format(error))
  return { ...(told && { errors: told }), ...(data !== undefined && { data: data as Json }) }
}
