import type { GraphQLError } from 'graphql'
import type { Json, JsonObject } from '../json.ts'
import type { Violation } from '../receive/checked-request.ts'
import type { Reading } from '../respond/surface.ts'
import type { Graph } from './graph.ts'
import { violationOf } from './violations.ts'

export interface Refused {
  readonly body: Json
  readonly violations: readonly Violation[]
  readonly problem: string
  readonly more: JsonObject
}

/** A request that is turned away, whoever sends it. */
export function refused(operation: string | null, { body, violations, problem, more }: Refused): Reading {
  const refusal = { problem, variables: { violations, ...more } }
  return { operation, query: {}, body, violations, refusal, answer: unanswerable }
}

function unanswerable(): never {
  throw new TypeError('A request that was turned away has no true answer.')
}

export interface UnfitRequest {
  readonly body: Json
  readonly name: string | undefined
  readonly kind: string
  readonly errors: readonly GraphQLError[]
}

/** A request whose document cannot be executed, with every reason. */
export function unfit(graph: Graph, { body, name, kind, errors }: UnfitRequest): Reading {
  const told = errors.map((error) => {
    const { message, locations } = error
    const places = locations?.map(({ line, column }) => ({ line, column }))
    return { ...graph.errors.words(kind, { message }), ...(places && { locations: places }) }
  })
  const violations = errors.map((error) => violationOf(error, kind))
  return refused(name ?? null, {
    body,
    violations,
    problem: 'invalid_document',
    more: { errors: told, kind },
  })
}
