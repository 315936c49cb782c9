import { buildSchema, type GraphQLSchema } from 'graphql'
import type { Behaviour } from '../behaviour/behaviour.ts'
import type { Records } from '../records-of.ts'
import type { Surroundings } from '../respond/request-variables.ts'
import type { Surface } from '../respond/surface.ts'
import { ComplexityAllowance } from './complexity-allowance.ts'
import { Documents } from './documents.ts'
import { FieldErrors } from './field-errors.ts'
import { planFields } from './field-plan.ts'
import { createGraphqlSurface } from './graphql-surface.ts'
import { fitScalars } from './scalars.ts'

export interface GraphqlSurfaceParts {
  readonly schema: GraphQLSchema
  readonly behaviour: Behaviour
  readonly records: Records
  readonly surroundings: Surroundings
}

/** Reads a schema in SDL. Throws a `GraphQLError` for text that is none. */
export function readSchema(text: string, behaviour: Behaviour): GraphQLSchema {
  const schema = buildSchema(text)
  fitScalars(schema, behaviour.graphql?.scalars ?? {})
  return schema
}

const TOKENS = 20_000

/** The GraphQL endpoint over the records. Throws a `TypeError` where the behaviour does not fit the schema. */
export function graphqlSurfaceOf({ schema, behaviour, records, surroundings }: GraphqlSurfaceParts): Surface {
  const graphql = behaviour.graphql ?? { path: '/graphql' }
  const { resources, templates, generate } = records
  const plans = planFields(schema, graphql, new Set(resources.keys()))
  const own = [...plans.values()].flatMap(({ operation }) => operation.refuse.map(({ problem }) => problem))
  const world = { ...records, behaviour, linkOrigin: surroundings.origin, linkPath: (url: string) => url }
  const errors = new FieldErrors(graphql.errors ?? {}, templates, own)
  const documents = new Documents({
    schema,
    tokens: graphql.limits?.tokens ?? TOKENS,
    unusedFragments: graphql.unusedFragments ?? false,
  })
  return createGraphqlSurface({
    graph: { schema, behaviour: graphql, world, plans, errors, generate },
    documents,
    allowance: new ComplexityAllowance(graphql.complexity, templates),
    surroundings,
  })
}
