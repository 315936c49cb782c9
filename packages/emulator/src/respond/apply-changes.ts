import type { Variables } from '../behaviour/filled.ts'
import { asObject, type JsonObject } from '../json.ts'
import type { Stored } from '../state/store.ts'
import type { OperationPlan } from './operation-plan.ts'
import { fillScope, findStored } from './place.ts'
import type { PlannedChange } from './planned-change.ts'
import type { World } from './world.ts'

/** What else changes when an operation has done its work: once, or for each item of a list. */
export function applyChanges(world: World, change: PlannedChange, variables: Variables): void {
  if (!change.each) {
    applyChange(world, change, variables)
    return
  }
  const items = [change.each(variables, world.templates) ?? []].flat()
  for (const [index, item] of items.entries()) applyChange(world, change, { ...variables, item, index })
}

function applyChange(world: World, change: PlannedChange, variables: Variables): void {
  if (!change.when(variables, world.templates)) return
  const scope = fillScope(change.scope, variables, world)
  const named = change.key?.(variables, world.templates)
  const key = named == null ? undefined : String(named)
  const stored = findStored(world, { resource: change.resource, scope, key })
  if (!stored && !change.creates) return
  if (stored && change.deletes) {
    world.store.remove(change.resource, stored)
    return
  }
  const set = asObject(change.set?.({ ...variables, target: stored?.record }, world.templates))
  const record = { ...(stored?.record ?? blankOf(world, change, variables)), ...set }
  const member = world.resources.get(change.resource)?.behaviour.key ?? 'id'
  const name = stored?.key ?? key ?? String(record[member])
  const content = change.content ? (variables.stored as Stored | undefined)?.content : stored?.content
  const made = stored?.made ?? !stored
  world.store.put(change.resource, { scope: stored?.scope ?? scope, key: name, record, content, made })
}

function blankOf({ resources, templates }: World, change: PlannedChange, variables: Variables): JsonObject {
  if (!change.blank) return {}
  return asObject(resources.get(change.resource)?.templates.blank?.(variables, templates))
}

/** The record as it is when everything has changed: a change may be one of the record itself. */
export function changed(world: World, plan: OperationPlan, { stored }: Variables): Variables {
  if (!stored) return {}
  const { scope, key } = stored as Stored
  const now = world.store.find(plan.resource ?? '', scope, key)
  return now ? { record: now.record, stored: now } : {}
}
