import type { EventType } from '@sallyport/contract'
import type { Event } from '../ports.ts'
import type { OrganizationScope } from '../scope.ts'

export interface EventFilter {
  readonly type?: EventType
  readonly connectorId?: string
  /** Id of the event before the first one; left out, it begins with the oldest. */
  readonly after?: string
  readonly limit: number
}

/** Port: what happened. Other stores add to it, in the transaction in which it does. */
export interface EventStore {
  find(scope: OrganizationScope, id: string): Promise<Event | undefined>
  /** In the order in which they were committed: none comes before one that was listed already. */
  list(scope: OrganizationScope, filter: EventFilter): Promise<readonly Event[]>
}
