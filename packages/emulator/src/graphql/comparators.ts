import {
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  getNullableType,
  isLeafType,
  isListType,
  isObjectType,
} from 'graphql'
import { isObject, type Json, type JsonObject } from '../json.ts'
import { meets } from './compare.ts'
import { Entity } from './entity.ts'
import { type Asked, isConnection } from './graph.ts'
import { linkedRecords, nodeType } from './links.ts'

/**
 * Whether a record meets a filter of comparators: `{ title: { contains: "x" }, team: { key: { eq: "ENG" } } }`.
 * Members of the filter are fields of the record's type; lists of records take `some`, `every`, `length` and
 * `null`, or a filter that one of them has to meet. Throws the vendor's error for a filter that is not played.
 */
export function matches(asked: Asked, entity: Entity, filter: JsonObject): boolean {
  const type = asked.graph.schema.getType(entity.type)
  if (!isObjectType(type)) return false
  return Object.entries(filter).every(([name, condition]) => {
    if (condition === null) return true
    const parts = [condition].flat().filter(isObject)
    if (name === 'and') return parts.every((part) => matches(asked, entity, part))
    if (name === 'or') return parts.length === 0 || parts.some((part) => matches(asked, entity, part))
    return isObject(condition) && matchesField(asked, entity, { type, name, condition })
  })
}

interface Condition {
  readonly type: GraphQLObjectType
  readonly name: string
  readonly condition: JsonObject
}

function matchesField(asked: Asked, entity: Entity, { type, name, condition }: Condition): boolean {
  const field = type.getFields()[name]
  if (!field) throw notPlayed(asked, name)
  const named = getNamedType(field.type)
  if (isConnection(named) || isListType(getNullableType(field.type)))
    return matchesMany(asked, entity, { field, condition })
  const value = asked.read(entity, { parent: type.name, field, args: {} })
  if (isLeafType(named)) {
    const names = name === 'id' ? otherNames(asked, entity) : []
    const met = [value as Json, ...names].map((one) => meets(one ?? null, condition, asked.now))
    if (met.includes(undefined)) throw notPlayed(asked, name)
    return met.some(Boolean)
  }
  const { null: absent, ...rest } = condition
  const record = value instanceof Entity ? value : null
  if (typeof absent === 'boolean' && (record === null) !== absent) return false
  if (Object.keys(rest).length === 0) return true
  return record !== null && matches(asked, record, rest)
}

/** A record may be asked for by other names than its id. */
function otherNames({ graph }: Asked, { type, record }: Entity): readonly Json[] {
  return (graph.behaviour.types?.[type]?.also ?? []).flatMap((member) => record[member] ?? [])
}

interface Many {
  readonly field: GraphQLField<unknown, unknown>
  readonly condition: JsonObject
}

function matchesMany(asked: Asked, entity: Entity, { field, condition }: Many): boolean {
  const { some, every, length, null: absent, ...rest } = condition
  const node = nodeType(getNamedType(field.type))
  const plan = asked.graph.plans.get(`${entity.type}.${field.name}`)?.behaviour
  const records = node
    ? linkedRecords(asked.graph, entity, { field: field.name, node, by: plan?.by, via: plan?.via })
    : []
  if (typeof absent === 'boolean' && (records.length === 0) !== absent) return false
  if (isObject(length) && !meets(records.length, length, asked.now)) return false
  if (isObject(every) && !records.every((record) => matches(asked, record, every))) return false
  if (isObject(some) && !records.some((record) => matches(asked, record, some))) return false
  return Object.keys(rest).length === 0 || records.some((record) => matches(asked, record, rest))
}

function notPlayed({ graph }: Asked, name: string): Error {
  return graph.errors.error('invalid_query', { message: `The filter "${name}" is not emulated.` })
}
