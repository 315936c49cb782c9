import type { Filled, Variables } from '../behaviour/filled.ts'
import type { Stored } from '../state/store.ts'
import type { OperationPlan } from './operation-plan.ts'
import type { Call, World } from './world.ts'

export function fillScope(scope: readonly Filled[], variables: Variables, world: World): readonly string[] {
  return scope.map((part) => String(part(variables, world.templates) ?? ''))
}

export interface Place {
  readonly resource: string
  readonly scope: readonly string[]
  readonly key: string | undefined
}

/** The collection that a call names, and the record in it where it names one. */
export function placeOf(world: World, plan: OperationPlan, { variables }: Call): Place {
  const key = plan.key?.(variables, world.templates)
  return {
    resource: plan.resource ?? '',
    scope: fillScope(plan.scope, variables, world),
    key: key === undefined || key === null ? undefined : String(key),
  }
}

/** The record of a place. Of some resources there is one under every name. */
export function findStored(
  { store, resources, samples }: Pick<World, 'store' | 'resources' | 'samples'>,
  { resource, scope, key }: Place,
): Stored | undefined {
  if (key === undefined) return undefined
  const found = store.find(resource, scope, key)
  const kind = resources.get(resource)
  if (found || !kind?.behaviour.any || store.wasRemoved(resource, scope, key)) return found
  // Not with `put`: what was there from the start changes nothing that was answered before.
  return store.discover(resource, samples.named(kind, scope, key))
}
