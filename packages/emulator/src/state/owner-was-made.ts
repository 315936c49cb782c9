import type { Resource } from './resource.ts'
import type { Store } from './store.ts'

/** What is in a record that was made here was made here too: nothing is in it at first. */
export function ownerWasMade(store: Store, { within }: Resource, scope: readonly string[]): boolean {
  const key = scope.at(-1)
  if (!within || key === undefined) return false
  const around = within.scope.length > 0 ? scope.slice(0, -1) : []
  return store.find(within.resource, around, key)?.made ?? false
}
