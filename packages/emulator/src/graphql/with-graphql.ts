import type { GraphQLSchema } from 'graphql'
import type { Behaviour } from '../behaviour/behaviour.ts'
import type { Description } from '../description/operation.ts'
import { describeTypes } from './type-schemas.ts'

/**
 * The behaviour with what its member `graphql` says of resources and problems among the others.
 * Throws a `TypeError` for a resource of which both speak.
 */
export function withGraphql(behaviour: Behaviour): Behaviour {
  const { resources = {}, problems = {} } = behaviour.graphql ?? {}
  const twice = Object.keys(resources).find((name) => Object.hasOwn(behaviour.resources ?? {}, name))
  if (twice !== undefined) throw new TypeError(`The behaviour has two words for the resource "${twice}".`)
  return {
    ...behaviour,
    resources: { ...behaviour.resources, ...resources },
    problems: { ...behaviour.problems, ...problems },
  }
}

/** The description with the shapes of the GraphQL types that resources name. */
export function withTypes(
  description: Description,
  schema: GraphQLSchema | undefined,
  behaviour: Behaviour,
): Description {
  if (!schema) return description
  return { ...description, schemas: { ...description.schemas, ...describeTypes(schema, behaviour) } }
}
