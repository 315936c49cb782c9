import { SallyportError } from '@sallyport/errors'
import type { Principal } from '../execute/principal.ts'
import type { Event } from '../ports.ts'
import type { EventFilter, EventStore } from './event-store.ts'

const DEFAULT_LIMIT = 50
const MAX_LIMIT = 200

export interface EventPage {
  readonly events: readonly Event[]
  /** Where to go on, now or later. */
  readonly next: string | null
  readonly hasMore: boolean
}

/** @throws SallyportError `invalid_request` for a limit that is none, `invalid_cursor` where the event to go on from is not there, or no longer. */
export async function listEvents(
  store: EventStore,
  { scope }: Principal,
  { limit = DEFAULT_LIMIT, ...filter }: Omit<EventFilter, 'limit'> & { readonly limit?: number },
): Promise<EventPage> {
  const { after } = filter
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) throw noLimit()
  if (after !== undefined && (await store.find(scope, after)) === undefined) {
    throw new SallyportError('invalid_cursor', 'There is no event of the id in "after", or no longer.', {
      fix: 'Leave out "after" to begin with the oldest event.',
    })
  }
  const found = await store.list(scope, { ...filter, limit: limit + 1 })
  const events = found.slice(0, limit)
  return { events, next: events.at(-1)?.id ?? after ?? null, hasMore: found.length > limit }
}

function noLimit(): SallyportError {
  const message = `"limit" is a whole number from 1 to ${MAX_LIMIT}.`
  return new SallyportError('invalid_request', message, {
    problems: [{ field: 'query.limit', code: 'range', message }],
  })
}
