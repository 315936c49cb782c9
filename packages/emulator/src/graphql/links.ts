import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  getNullableType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import { isObject, type Json, type JsonObject } from '../json.ts'
import { Entity } from './entity.ts'
import { entityOf } from './find-record.ts'
import { type Graph, isConnection, objectTypes, resourceOfType } from './graph.ts'
import { idMember, idsMember, lowerFirst, snakeCase } from './names.ts'

type Field = GraphQLField<unknown, unknown>

/** The member of a record that a field shows; REST APIs write `created_at` for `createdAt`. */
export function memberOfField(record: JsonObject, field: string): Json | undefined {
  if (Object.hasOwn(record, field)) return record[field]
  const snake = snakeCase(field)
  return Object.hasOwn(record, snake) ? record[snake] : undefined
}

/** What a field says of the record that it leads to: its name, or the record itself; `null` for none. */
function linkValue(graph: Graph, entity: Entity, field: Field): Json {
  const { record } = entity
  const said = memberOfField(record, field.name) ?? record[idMember(field.name)]
  if (said !== undefined || !isNonNullType(field.type)) return said ?? null
  // It cannot be null: the record was there before anybody asked, and so was what it belongs to.
  const resource = graph.world.resources.get(resourceOfType(graph, getNamedType(field.type).name) ?? '')
  return (resource && graph.world.samples.keyOf(resource, `${entity.seed}/${field.name}`)) ?? null
}

export function followLink(graph: Graph, entity: Entity, field: Field): Entity | null {
  return entityOf(graph, getNamedType(field.type), linkValue(graph, entity, field))
}

export interface Listing {
  readonly field: string
  readonly node: GraphQLNamedType
  /** The field of the records that leads back here. */
  readonly by?: string | undefined
  /** The member here that names the records. */
  readonly via?: string | undefined
}

/** The records that a list field of a record shows: those it names, else those that lead back to it. */
export function linkedRecords(
  graph: Graph,
  parent: Entity,
  { field, node, by, via }: Listing,
): readonly Entity[] {
  const named =
    by === undefined
      ? (memberOfField(parent.record, via ?? field) ?? parent.record[idsMember(field)])
      : undefined
  if (Array.isArray(named)) return named.flatMap((one: Json) => entityOf(graph, node, one) ?? [])
  return recordsOfTypes(graph, objectTypes(graph, node)).filter((record) => {
    const back = by ?? backLink(graph, { parent: parent.type, field, type: record.type })
    return back !== undefined && leadsTo(graph, record, { back, parent })
  })
}

/** Every record of some types, in the order in which each resource keeps them. */
export function recordsOfTypes(
  graph: Graph,
  types: readonly string[],
  scope: readonly string[] = [],
): readonly Entity[] {
  const resources = new Set(types.flatMap((type) => resourceOfType(graph, type) ?? []))
  return [...resources].flatMap((resource) => {
    const own = types.filter((type) => resourceOfType(graph, type) === resource)
    // Several types may show one resource: then a record says which is its own.
    return graph.world.store.list(resource, scope).flatMap((stored) => {
      const { __typename: said } = stored.record
      const type = said === undefined ? own[0] : own.find((name) => name === said)
      return type === undefined ? [] : [new Entity(type, stored, resource)]
    })
  })
}

function leadsTo(graph: Graph, entity: Entity, { back, parent }: { back: string; parent: Entity }): boolean {
  const type = graph.schema.getType(entity.type)
  const field = isObjectType(type) ? type.getFields()[back] : undefined
  if (!field) return false
  const many = manyOf(field)
  const values = many
    ? [memberOfField(entity.record, back) ?? entity.record[idsMember(back)] ?? []].flat()
    : [linkValue(graph, entity, field)]
  const { id } = graph.behaviour.types?.[parent.type] ?? {}
  const names = [parent.stored.key, ...(id === undefined ? [] : [parent.record[id]])]
  return values.some((value) => (isObject(value) ? value.id === parent.record.id : names.includes(value)))
}

function manyOf({ type }: Field): boolean {
  return isConnection(getNamedType(type)) || isListType(getNullableType(type))
}

interface Back {
  readonly parent: string
  readonly field: string
  readonly type: string
}

const KNOWN = new WeakMap<Graph, Map<string, string | undefined>>()

function backLink(graph: Graph, back: Back): string | undefined {
  const known = KNOWN.get(graph) ?? new Map<string, string | undefined>()
  KNOWN.set(graph, known)
  const name = `${back.parent}.${back.field}.${back.type}`
  if (!known.has(name)) known.set(name, findBackLink(graph, back))
  return known.get(name)
}

/** `team` of an issue for the issues of a team; `parent` for `children`; else the only one, or the list `labels`. */
function findBackLink({ schema }: Graph, { parent, field, type }: Back): string | undefined {
  const node = schema.getType(type)
  if (!isObjectType(node)) return undefined
  const single = fieldsTo(node, parent).filter((one) => !isListType(getNullableType(one.type)))
  const wanted = field === 'children' ? 'parent' : lowerFirst(parent)
  const found = single.find(({ name }) => name === wanted) ?? (single.length === 1 ? single[0] : undefined)
  return (
    found?.name ?? Object.values(node.getFields()).find((one) => manyOf(one) && nodeOf(one) === parent)?.name
  )
}

function fieldsTo(node: GraphQLObjectType, parent: string): readonly Field[] {
  return Object.values(node.getFields()).filter(({ type }) => getNamedType(type).name === parent)
}

function nodeOf({ type }: Field): string | undefined {
  return nodeType(getNamedType(type))?.name
}

/** The type of what a connection or list shows. */
export function nodeType(type: GraphQLNamedType): GraphQLNamedType | undefined {
  if (!isObjectType(type) || !isConnection(type)) return type
  const { nodes, edges } = type.getFields()
  if (nodes) return getNamedType(nodes.type)
  const edge = edges ? getNamedType(edges.type) : undefined
  const node = isObjectType(edge) ? edge.getFields().node : undefined
  return node && getNamedType(node.type)
}
