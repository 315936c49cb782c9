import type { Resource } from '../state/resource.ts'
import type { Stored } from '../state/store.ts'
import type { Trouble, World } from './world.ts'

interface Change {
  readonly stored: Stored
  readonly before?: Stored
}

/** Names the member in which another record of the collection is the same. */
export function collision(world: World, resource: Resource, { stored, before }: Change): Trouble | undefined {
  const { unique = [], key } = resource.behaviour
  // What gets another name must not take that of another record.
  const members = before && before.key !== stored.key ? [...unique, key] : unique
  if (members.length === 0) return undefined
  const others = world.store.list(resource.name, stored.scope).filter((other) => other.key !== before?.key)
  const member = members.find((name) =>
    others.some(({ record }) => record[name] != null && record[name] === stored.record[name]),
  )
  return member === undefined
    ? undefined
    : { problem: 'exists', variables: { member, record: stored.record } }
}
