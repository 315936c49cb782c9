import type { Actor, AuditEvent } from '../ports.ts'
import type { OrganizationScope, WorkspaceScope } from '../scope.ts'

/** How long a user has to connect. Existing clients wait for three minutes, people look for their keys longer. */
export const COLLECTION_MS = 15 * 60_000
/** How long one try may take, the third party asked included; after that another may begin. */
export const TRY_MS = 2 * 60_000
/** How often something may be entered in one session: each asks the third party. */
export const MAX_TRIES = 20
/** Sessions of a workspace whose time is not over. */
export const MAX_SESSIONS = 100

export type CollectionStatus = 'pending' | 'completed' | 'failed' | 'error'

/** A page on which an end user connects an account, while it is open and for a day after. No secret is in it. */
export interface CollectionSession {
  readonly id: string
  readonly organizationId: string
  readonly workspaceId: string
  readonly definitionId: string
  readonly templateId: string
  /** SHA-256 of what opens the page, in hex. */
  readonly ticket: string
  /** Who began it: their right to it is looked at again when it ends. */
  readonly actor: Actor
  readonly status: CollectionStatus
  /** A word for why there is no connector. */
  readonly error: string | null
  readonly connectorId: string | null
  readonly createdAt: Date
  readonly expiresAt: Date
}

export type CollectionEnd = { readonly connectorId: string } | { readonly error: string }

/** Port: sessions that collect credentials. */
export interface CollectionSessionStore {
  /** Begins one, and removes some that are long over; `full` where the workspace has as many as it may have. */
  begin(
    scope: WorkspaceScope,
    session: CollectionSession,
    options: { readonly max: number; readonly event: AuditEvent },
  ): Promise<'stored' | 'full'>
  find(scope: OrganizationScope, id: string): Promise<CollectionSession | undefined>
  findByTicket(scope: OrganizationScope, ticket: string): Promise<CollectionSession | undefined>
  /** Takes the turn to try something: true for one caller until it is released, ended, or `until` is past. */
  claim(
    scope: OrganizationScope,
    id: string,
    turn: { readonly now: Date; readonly until: Date; readonly max: number },
  ): Promise<boolean>
  release(scope: OrganizationScope, id: string): Promise<void>
  /** False where it has ended already. */
  end(scope: OrganizationScope, id: string, end: CollectionEnd): Promise<boolean>
}
