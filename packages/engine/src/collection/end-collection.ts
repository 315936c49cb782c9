import type { OrganizationScope } from '../scope.ts'
import { type CollectionSessionStore, MAX_TRIES, TRY_MS } from './collection-session.ts'

export interface EndingOptions {
  readonly collectionSessions: CollectionSessionStore
  readonly now: () => number
}

type Result =
  | { readonly connectorId: string }
  | { readonly secretId: string }
  | { readonly error: string; readonly cause?: string }

/**
 * Does what brings a connector, or not, in the turn of a session, and ends the session with what came of it. A session
 * that has ended, or in which something is being tried, brings no second connector.
 */
export async function endingCollection<R extends Result>(
  { collectionSessions, now }: EndingOptions,
  { scope, id }: { readonly scope: OrganizationScope; readonly id: string | undefined },
  work: () => Promise<R>,
): Promise<R | { readonly error: string; readonly cause: string }> {
  if (id === undefined) return work()
  const turn = { now: new Date(now()), until: new Date(now() + TRY_MS), max: MAX_TRIES }
  if (!(await collectionSessions.claim(scope, id, turn))) {
    return { error: 'creation_failed', cause: 'session_over' }
  }
  const result = await work()
  if ('connectorId' in result) await collectionSessions.end(scope, id, { connectorId: result.connectorId })
  if ('error' in result) await collectionSessions.end(scope, id, { error: result.error })
  return result
}
