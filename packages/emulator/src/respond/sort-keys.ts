import type { OperationBehaviour } from '../behaviour/operation-behaviour.ts'
import { valueAt } from '../behaviour/value-at.ts'
import type { Json, JsonObject } from '../json.ts'
import { order } from '../state/order.ts'

type SortBehaviour = NonNullable<OperationBehaviour['sort']>
type Compare = (left: JsonObject, right: JsonObject) => number

/** Reads several sort keys in one text (`folder,modifiedTime desc,name`); `undefined` where one is unknown. */
export function readSortKeys(
  text: string,
  { split = ',', members = {}, first = {} }: SortBehaviour,
): Compare | undefined {
  const compares: Compare[] = []
  for (const part of text.split(split)) {
    const [, name = '', direction] = /^\s*(\S+)(?:\s+(asc|desc))?\s*$/.exec(part) ?? []
    const compare = compareBy(name, members, first)
    if (!compare) return undefined
    compares.push(direction === 'desc' ? (left, right) => compare(right, left) : compare)
  }
  return (left, right) => {
    for (const compare of compares) {
      const difference = compare(left, right)
      if (difference !== 0) return difference
    }
    return 0
  }
}

function compareBy(
  name: string,
  members: NonNullable<SortBehaviour['members']>,
  first: NonNullable<SortBehaviour['first']>,
): Compare | undefined {
  const front = Object.hasOwn(first, name) ? first[name] : undefined
  if (front) {
    const path = front.member.split('.')
    const rank = (record: JsonObject) => (valueAt(record, path) === front.is ? 0 : 1)
    return (left, right) => rank(left) - rank(right)
  }
  const member = Object.hasOwn(members, name) ? members[name] : undefined
  if (member === undefined) return undefined
  const path = member.split('.')
  const value = (record: JsonObject): Json => valueAt(record, path) ?? ''
  return (left, right) => order(value(left), value(right))
}
