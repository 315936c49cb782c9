import { SallyportError } from '@sallyport/errors'
import { connectSessionNotFound, connectSessionOver } from '../connect/connect-refusals.ts'
import { connectorNotFound } from '../execute/named-connectors.ts'
import type { Principal } from '../execute/principal.ts'
import { enterWorkspace } from '../execute/scope.ts'
import type { CollectionOptions } from './collection-options.ts'
import type { CollectionSession } from './collection-session.ts'

/** How a session stands. @throws SallyportError `connect_session_not_found`, also for one of another workspace */
export async function findCollection(
  options: CollectionOptions,
  { scope, workspaceId }: Principal<'application' | 'scoped'>,
  id: string,
): Promise<CollectionSession> {
  const session = await options.collectionSessions.find(scope, id)
  const foreign = workspaceId !== undefined && session?.workspaceId !== workspaceId
  if (session === undefined || foreign) throw connectSessionNotFound()
  return asOf(session, options.now())
}

/** A session that nobody used in its time is over. */
export function asOf(session: CollectionSession, now: number): CollectionSession {
  if (session.status !== 'pending' || session.expiresAt.getTime() > now) return session
  return { ...session, status: 'error', error: 'expired_session' }
}

/**
 * Ends a session with a connector that somebody else made of it. The same again changes nothing.
 *
 * @throws SallyportError `connect_session_not_found`, `connect_session_over`; `connector_not_found`, also for one of
 * another workspace.
 */
export async function completeCollection(
  options: CollectionOptions,
  principal: Principal<'application'>,
  { id, connectorId }: { readonly id: string; readonly connectorId: string },
): Promise<CollectionSession> {
  const session = await findCollection(options, principal, id)
  const { row } = await enterWorkspace(options, principal, connectorId)
  if (row.workspaceId !== session.workspaceId) throw connectorNotFound()
  if (session.connectorId === row.id) return session
  if (session.status !== 'pending') throw connectSessionOver()
  const ended = await options.collectionSessions.end(principal.scope, id, { connectorId: row.id })
  const after = await findCollection(options, principal, id)
  if (ended || after.connectorId === row.id) return after
  throw connectSessionOver()
}

/** A word for a failure that ended a session. */
export function wordOf(error: unknown): string {
  return SallyportError.isInstance(error) ? error.code : 'creation_failed'
}
