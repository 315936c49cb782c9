import { getNamedType, isLeafType, isObjectType } from 'graphql'
import { isObject, type Json, type JsonObject } from '../json.ts'
import { order } from '../state/order.ts'
import { Entity } from './entity.ts'
import type { Asked } from './graph.ts'

interface Key {
  /** Path of fields: `state.position`. */
  readonly path: readonly string[]
  readonly sign: 1 | -1
}

/**
 * The records in the order that is asked for: by a member, newest first (`orderBy: createdAt`), by a field and
 * a direction (`orderBy: { field: CREATED_AT, direction: ASC }`), or by several (`sort: [{ title: { order } }]`).
 */
export function ordered(asked: Asked, records: readonly Entity[], args: JsonObject): readonly Entity[] {
  const keys = keysOf(asked, args)
  if (keys.length === 0) return records
  const rows = records.map((record) => ({
    record,
    values: keys.map(({ path }) => sortValue(asked, record, path)),
  }))
  rows.sort((left, right) => compareRows(keys, left.values, right.values))
  return rows.map(({ record }) => record)
}

function compareRows(keys: readonly Key[], left: readonly Json[], right: readonly Json[]): number {
  for (const [index, { sign }] of keys.entries()) {
    const [a = null, b = null] = [left[index], right[index]]
    if (a === null || b === null) {
      // Without a value: at the end, whatever the direction.
      if (a !== b) return a === null ? 1 : -1
      continue
    }
    const difference = order(a, b)
    if (difference !== 0) return sign * difference
  }
  return 0
}

function keysOf({ graph }: Asked, args: JsonObject): readonly Key[] {
  const { order: how } = graph.behaviour
  if (!how) return []
  const sorts = how.sort ? [args[how.sort.param] ?? []].flat().filter(isObject) : []
  if (sorts.length > 0) return sorts.flatMap((sort) => sortKeys(sort, how.sort?.members ?? {}))
  const by = args[how.param]
  if (isObject(by) && how.kept?.includes(String(by.field))) return []
  if (isObject(by)) return [{ path: [camelCase(String(by.field))], sign: by.direction === 'ASC' ? 1 : -1 }]
  const member = typeof by === 'string' ? by : how.default
  return member === undefined ? [] : [{ path: [member], sign: -1 }]
}

function sortKeys(sort: JsonObject, members: Readonly<Record<string, string>>): readonly Key[] {
  return Object.entries(sort).flatMap(([name, direction]) => {
    if (!isObject(direction)) return []
    const path = (Object.hasOwn(members, name) ? (members[name] ?? name) : name).split('.')
    return [{ path, sign: direction.order === 'Descending' ? -1 : 1 } as const]
  })
}

/** `CREATED_AT` -> `createdAt` */
function camelCase(name: string): string {
  return name.toLowerCase().replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

function sortValue(asked: Asked, entity: Entity, [name = '', ...rest]: readonly string[]): Json {
  const type = asked.graph.schema.getType(entity.type)
  const field = isObjectType(type) ? type.getFields()[name] : undefined
  if (!isObjectType(type) || !field) {
    throw asked.graph.errors.error('invalid_query', { message: `The order by "${name}" is not emulated.` })
  }
  const value = asked.read(entity, { parent: type.name, field, args: {} })
  if (value instanceof Entity) return sortValue(asked, value, rest.length > 0 ? rest : ['name'])
  return isLeafType(getNamedType(field.type)) ? ((value as Json | undefined) ?? null) : null
}
