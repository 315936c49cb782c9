import { GraphQLError } from 'graphql'
import type { ReceivedRequest } from '../receive/received-request.ts'
import type { Reading, Surface } from '../respond/surface.ts'
import { executeOperation, type GraphqlParts } from './execute-operation.ts'
import type { Graph } from './graph.ts'
import { type Measure, measure } from './measure.ts'
import { type ReadBody, readBody } from './read-body.ts'
import { type ReadOperation, readOperation } from './read-operation.ts'
import { refused, unfit } from './refused-reading.ts'

const DEPTH = 30
const COMPLEXITY = 1_000_000

/** The part of a third party that its GraphQL schema describes. */
export function createGraphqlSurface(parts: GraphqlParts): Surface {
  const { graph } = parts
  return {
    operations: operationNames(graph),
    takes: (path) => path === graph.behaviour.path,
    open: false,
    read: (request) => read(parts, request),
  }
}

/** `query issues`, `mutation issueCreate`. */
function operationNames({ schema }: Graph): readonly string[] {
  return (['query', 'mutation'] as const).flatMap((kind) =>
    Object.keys(schema.getRootType(kind)?.getFields() ?? {}).map((field) => `${kind} ${field}`),
  )
}

function read(parts: GraphqlParts, request: ReceivedRequest): Reading {
  if (request.method !== 'POST') {
    const violation = { in: 'path', field: null, code: 'unknown', message: 'takes POST alone' } as const
    return refused(null, {
      body: null,
      violations: [violation],
      problem: 'method_not_allowed',
      more: { allow: 'POST' },
    })
  }
  const seen = readBody(request)
  return 'problem' in seen ? refused(null, { ...seen, more: {} }) : readRequest(parts, seen)
}

function readRequest(
  parts: GraphqlParts,
  { body, request }: Extract<ReadBody, { request: unknown }>,
): Reading {
  const { graph, documents } = parts
  const operation = readOperation(graph.schema, documents, request)
  if ('errors' in operation) return unfit(graph, { body, ...operation })
  const { name } = operation
  const size = sizeOf(parts, operation)
  const tooLarge = exceeded(parts, size)
  if (tooLarge) return unfit(graph, { body, name, kind: 'complexity', errors: [new GraphQLError(tooLarge)] })
  const answer: Reading['answer'] = (asking) => executeOperation(parts, { operation, request, size }, asking)
  return { operation: name, query: {}, body, violations: [], answer }
}

function sizeOf({ graph }: GraphqlParts, found: ReadOperation): Measure {
  const { complexity, pages } = graph.behaviour
  const { property = 0, object = 1 } = complexity ?? {}
  return measure(
    { schema: graph.schema, property, object, page: pages?.default ?? 1 },
    found,
    found.variables,
  )
}

function exceeded({ graph }: GraphqlParts, { depth, complexity }: Measure): string | undefined {
  const { limits = {} } = graph.behaviour
  const most = limits.complexity ?? COMPLEXITY
  if (depth > (limits.depth ?? DEPTH)) return 'Query too deep'
  return complexity > most ? `Query too complex: ${complexity} points, and ${most} are allowed` : undefined
}
