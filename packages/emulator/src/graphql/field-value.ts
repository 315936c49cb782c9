import { getNamedType, getNullableType, isEnumType, isLeafType, isListType, isNonNullType } from 'graphql'
import { isObject, type Json, type JsonObject } from '../json.ts'
import { type Entity, partOf } from './entity.ts'
import { entityOf } from './find-record.ts'
import { type Asked, type AskedField, isConnection, objectTypes, resourceOfType } from './graph.ts'
import { followLink, linkedRecords, memberOfField, nodeType } from './links.ts'
import { listed } from './listed.ts'
import { playField } from './play-field.ts'
import { outputSchema } from './type-schemas.ts'

/**
 * The value of a field: what the behaviour says of it, else what the record holds, else a value that fits: the
 * records that lead back to this one, nothing where nothing is allowed, or the smallest of its type.
 * Throws the vendor's error where the behaviour refuses.
 */
export function fieldValue(asked: Asked, entity: Entity, asking: AskedField): unknown {
  const { graph } = asked
  const { field, parent } = asking
  const plan = graph.plans.get(`${parent}.${field.name}`)
  if (plan && !plan.behaviour.by && !plan.behaviour.via) return playField(asked, entity, { ...asking, plan })
  if (!plan && isRoot(asked, parent)) {
    throw graph.errors.error('invalid_query', {
      message: `The field "${parent}.${field.name}" is not emulated.`,
    })
  }
  const named = getNamedType(field.type)
  if (isLeafType(named)) return leafValue(asked, entity, field)
  const isList = isListType(getNullableType(field.type))
  if (isList || isConnection(named)) {
    const node = nodeType(named)
    const { by, via } = plan?.behaviour ?? {}
    const records = node ? linkedRecords(graph, entity, { field: field.name, node, by, via }) : []
    return listed(asked, records, asking)
  }
  if (objectTypes(graph, named).some((name) => resourceOfType(graph, name) !== undefined)) {
    return followLink(graph, entity, field)
  }
  return embedded(asked, entity, field)
}

/** What nobody speaks of is not done, and not pretended either. */
function isRoot({ graph }: Asked, type: string): boolean {
  return graph.schema.getQueryType()?.name === type || graph.schema.getMutationType()?.name === type
}

/** An object within the record. One that cannot be null is there, though nobody gave it. */
function embedded({ graph }: Asked, entity: Entity, { name, type }: AskedField['field']): Entity | null {
  const value = memberOfField(entity.record, name)
  const named = getNamedType(type)
  if (isObject(value)) return entityOf(graph, named, value)
  if (value === null || !isNonNullType(type)) return null
  return partOf(objectTypes(graph, named)[0] ?? named.name, {}, `${entity.seed}/${name}`)
}

function leafValue({ graph }: Asked, entity: Entity, field: AskedField['field']): Json {
  const shown = field.name === 'id' ? graph.behaviour.types?.[entity.type]?.id : undefined
  const value = memberOfField(entity.record, shown ?? field.name)
  const named = getNamedType(field.type)
  if (value != null) return isEnumType(named) ? mapEach(value, (one) => enumValue(named, one)) : value
  if (!isNonNullType(field.type)) return null
  const schema = SMALLEST.get(named.name)
  if (isListType(getNullableType(field.type))) return []
  if (schema !== undefined) return schema
  // REST APIs have null for a text that is empty over GraphQL.
  if (value === null && named.name === 'String') return ''
  const { [field.name]: made = null } = graph.generate(
    schemaOf(graph.behaviour, field),
    `${entity.seed}/${field.name}`,
  ) as JsonObject
  return made
}

const SMALLEST: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['Int', 0],
  ['Float', 0],
  ['Boolean', false],
])

const SCHEMAS = new WeakMap<AskedField['field'], JsonObject>()

function schemaOf(graphql: Asked['graph']['behaviour'], field: AskedField['field']): JsonObject {
  const known = SCHEMAS.get(field)
  if (known) return known
  const schema = {
    type: 'object',
    properties: { [field.name]: outputSchema(field.type, graphql) },
    required: [field.name],
  }
  SCHEMAS.set(field, schema)
  return schema
}

/** REST APIs write `open` for `OPEN`. */
function enumValue(type: { getValue(name: string): unknown }, value: Json): Json {
  if (typeof value !== 'string' || type.getValue(value)) return value
  return value.replace(/[\s-]/g, '_').toUpperCase()
}

function mapEach(value: Json, map: (one: Json) => Json): Json {
  return Array.isArray(value) ? value.map(map) : map(value)
}
