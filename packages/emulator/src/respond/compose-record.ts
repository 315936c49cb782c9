import type { Filled, Variables } from '../behaviour/filled.ts'
import { asObject, isObject, type Json, type JsonObject } from '../json.ts'
import type { Resource } from '../state/resource.ts'
import type { OperationPlan } from './operation-plan.ts'
import type { World } from './world.ts'

interface Layered {
  readonly variables: Variables
  readonly record: JsonObject
}

/** Each template sees the record as the one before it left it. */
export function layers(
  world: World,
  templates: readonly (Filled | undefined)[],
  { variables, record }: Layered,
): JsonObject {
  let made = record
  for (const template of templates) {
    if (template) made = { ...made, ...asObject(template({ ...variables, record: made }, world.templates)) }
  }
  return made
}

/** What stays of a record that is changed. */
export function retained({ behaviour: { retain } }: OperationPlan, record: JsonObject): JsonObject {
  return retain
    ? Object.fromEntries(Object.entries(record).filter(([name]) => retain.includes(name)))
    : record
}

interface Written {
  readonly body: JsonObject
  readonly before: JsonObject
  /** Members that the description does not know. The vendor ignores them, unless its behaviour takes them by name. */
  readonly ignored: ReadonlySet<string | null>
}

/** What a body says about a record: members that the vendor's records have. */
export function takenFrom(
  plan: OperationPlan,
  resource: Resource,
  { body, before, ignored }: Written,
): JsonObject {
  const take = plan.behaviour.take ?? resource.behaviour.take ?? true
  const knows = (name: string) =>
    Array.isArray(take)
      ? take.includes(name)
      : take === true && !ignored.has(name) && (resource.members.has(name) || Object.hasOwn(before, name))
  const merged = new Set(resource.behaviour.merge)
  return Object.fromEntries(
    Object.entries(body)
      .filter(([name]) => knows(name) && !resource.behaviour.leave?.includes(name))
      .map(([name, value]) => {
        if (merged.has(name)) return [name, mergedWith(before[name], value)]
        return [name, resource.behaviour.unset && value === '' ? null : value]
      }),
  )
}

/** An empty text takes a member away: docs.stripe.com/api/metadata. */
function mergedWith(before: Json | undefined, value: Json): Json {
  if (!isObject(value)) return value === '' ? {} : value
  const members = Object.entries({ ...asObject(before), ...value })
  return Object.fromEntries(members.filter(([, member]) => member !== '' && member !== null))
}
