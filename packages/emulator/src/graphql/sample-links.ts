import { type GraphQLSchema, getNamedType, getNullableType, isNonNullType, isObjectType } from 'graphql'
import type { Resource } from '../state/resource.ts'
import type { SampleLink } from '../state/samples.ts'
import { idMember } from './names.ts'
import type { GraphqlBehaviour } from './type-schemas.ts'

type LinksOf = (resource: Resource) => readonly SampleLink[]

/** The records that samples of a type belong to: those that are never null, and those that the behaviour names. */
export function sampleLinks(
  schema: GraphQLSchema,
  graphql: GraphqlBehaviour,
  resources: () => ReadonlyMap<string, Resource>,
): LinksOf {
  const known = new Map<string, readonly SampleLink[]>()
  return ({ behaviour: { type } }) => {
    if (type === undefined) return []
    const links = known.get(type) ?? linksOf(schema, graphql, { type, resources: resources() })
    known.set(type, links)
    return links
  }
}

interface Sought {
  readonly type: string
  readonly resources: ReadonlyMap<string, Resource>
}

function linksOf(schema: GraphQLSchema, graphql: GraphqlBehaviour, sought: Sought): readonly SampleLink[] {
  const type = schema.getType(sought.type)
  const { sample = [] } = graphql.types?.[sought.type] ?? {}
  const fields = isObjectType(type) ? Object.values(type.getFields()) : []
  return fields.flatMap(({ name, type: of }) => {
    const target = getNullableType(of)
    if (!isObjectType(target) || getNamedType(of) !== target) return []
    const resource = sought.resources.get(graphql.types?.[target.name]?.resource ?? '')
    return resource && (isNonNullType(of) || sample.includes(name))
      ? [{ member: idMember(name), resource }]
      : []
  })
}
