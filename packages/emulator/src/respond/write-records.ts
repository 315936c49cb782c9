import type { Variables } from '../behaviour/filled.ts'
import { asObject, type JsonObject } from '../json.ts'
import type { Resource } from '../state/resource.ts'
import type { Stored } from '../state/store.ts'
import { collision } from './collision.ts'
import { layers, retained, takenFrom } from './compose-record.ts'
import type { OperationPlan } from './operation-plan.ts'
import { parametersOf } from './page-of-records.ts'
import { fillScope, findStored, type Place, placeOf } from './place.ts'
import type { Call, Done, Trouble, World } from './world.ts'

/** Makes a new record from what the request says. */
export function createRecord(world: World, plan: OperationPlan, call: Call): Done | Trouble {
  const resource = resourceOf(world, plan)
  const place = placeOf(world, plan, call)
  const original = originalOf(world, plan, call)
  if (original && 'problem' in original) return original
  const variables: Variables = { ...call.variables, scope: place.scope, key: place.key }
  const { blank, create } = resource.templates
  const bare = {
    ...world.samples.blank(resource, world.templates.identifier('{hex:16}')),
    ...original?.record,
    ...asObject(blank?.(variables, world.templates)),
  }
  const said = layers(world, [create, plan.set], {
    variables: { ...variables, record: undefined },
    record: { ...bare, ...takenFrom(plan, resource, { ...saidBy(call), before: bare }) },
  })
  const key = place.key ?? String(said[resource.behaviour.key] ?? world.templates.identifier('{uuid}'))
  const { scope } = place
  const record = resource.behaviour.exemplary
    ? { ...world.samples.example(resource, scope, key), ...said }
    : said
  const content = call.request.contents[0] ?? original?.content
  const stored: Stored = { record, scope, key, content, made: true }
  const clash = collision(world, resource, { stored })
  if (clash) return clash
  world.store.put(resource.name, stored)
  return { variables: { ...variables, record, stored } }
}

/** The record that a copy is made of. */
function originalOf(world: World, plan: OperationPlan, { variables }: Call): Stored | Trouble | undefined {
  if (!plan.copyOf) return undefined
  const resource = resourceOf(world, plan)
  const place = {
    resource: resource.name,
    scope: fillScope(plan.scope, variables, world),
    key: String(plan.copyOf(variables, world.templates) ?? ''),
  }
  return findStored(world, place) ?? notFound(resource, place)
}

/** Changes the record that the request names. */
export function updateRecord(world: World, plan: OperationPlan, call: Call): Done | Trouble {
  const resource = resourceOf(world, plan)
  const place = placeOf(world, plan, call)
  const before = findStored(world, place)
  if (!before) return notFound(resource, place)
  const variables: Variables = {
    ...call.variables,
    scope: before.scope,
    key: place.key,
    before: before.record,
  }
  const base =
    plan.does === 'replace'
      ? asObject(resource.templates.blank?.(variables, world.templates))
      : retained(plan, before.record)
  const record = layers(world, [resource.templates.update, plan.set], {
    variables,
    record: { ...base, ...takenFrom(plan, resource, { ...saidBy(call), before: before.record }) },
  })
  const key = plan.key ? String(record[resource.behaviour.key] ?? before.key) : before.key
  const after: Stored = {
    ...before,
    record,
    key: keyAfter(resource, before, { record, key }),
    ...contentOf(call),
  }
  const clash = collision(world, resource, { stored: after, before })
  if (clash) return clash
  world.store.replace(resource.name, before, after)
  return { variables: { ...variables, record, stored: after } }
}

/** Changes the record, or makes it where there is none. */
export function putRecord(world: World, plan: OperationPlan, call: Call): Done | Trouble {
  const place = placeOf(world, plan, call)
  const known = findStored(world, place)
  if (known) return updateRecord(world, plan, call)
  const created = createRecord(world, plan, call)
  return 'problem' in created ? created : { ...created, status: 201 }
}

export function deleteRecord(world: World, plan: OperationPlan, call: Call): Done | Trouble {
  const resource = resourceOf(world, plan)
  const place = placeOf(world, plan, call)
  const stored = findStored(world, place)
  if (!stored) return notFound(resource, place)
  world.store.remove(resource.name, stored)
  return { variables: { scope: stored.scope, key: place.key, record: stored.record, before: stored.record } }
}

export function getRecord(world: World, plan: OperationPlan, call: Call): Done | Trouble {
  const place = placeOf(world, plan, call)
  const stored = findStored(world, place)
  if (!stored) return notFound(resourceOf(world, plan), place)
  return { variables: { scope: stored.scope, key: place.key, record: stored.record, stored } }
}

export function notFound(resource: Resource, { key, scope }: Place): Trouble {
  return { problem: 'not_found', variables: { resource: resource.name, key: key ?? null, scope } }
}

export function resourceOf({ resources }: World, { resource = '' }: OperationPlan): Resource {
  const found = resources.get(resource)
  if (!found) throw new TypeError(`There is no resource "${resource}".`)
  return found
}

function saidBy(call: Call) {
  const { operation, body, violations } = call.request
  const unknown = violations.filter(({ code }) => code === 'unknown').map(({ field }) => field)
  return {
    body: operation.method === 'GET' ? parametersOf(call) : asObject(body),
    ignored: new Set(unknown),
  }
}

function contentOf({ request }: Call): Pick<Stored, 'content'> {
  const [content] = request.contents
  return content ? { content } : {}
}

/** A record is found under the name of its key member, unless it was kept under another from the start. */
function keyAfter(
  resource: Resource,
  before: Stored,
  { record, key }: { record: JsonObject; key: string },
): string {
  return String(before.record[resource.behaviour.key]) === before.key &&
    record[resource.behaviour.key] !== undefined
    ? key
    : before.key
}
