import type { AuditEvent } from '../ports.ts'
import type { OrganizationScope, WorkspaceScope } from '../scope.ts'

/** An organization's own OAuth application at a third party. Its secret is sealed. */
export interface StoredOAuthApplication {
  readonly id: string
  readonly organizationId: string
  readonly definitionId: string
  readonly clientId: string
  /** Of what is sealed, counted from 1. */
  readonly version: number
  readonly sealed: Uint8Array
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface OAuthApplicationStore {
  find(scope: OrganizationScope, id: string): Promise<StoredOAuthApplication | undefined>
  /** The one that gets new credentials. */
  current(scope: OrganizationScope, definitionId: string): Promise<StoredOAuthApplication | undefined>
  /** The one of a client id, current or not. */
  named(
    scope: OrganizationScope,
    name: { readonly definitionId: string; readonly clientId: string },
  ): Promise<StoredOAuthApplication | undefined>
  /** Makes it the current one; `outdated` where another version than the one before it is stored. Removes older ones that nothing names. */
  save(
    scope: OrganizationScope,
    application: StoredOAuthApplication,
    event: AuditEvent,
  ): Promise<'saved' | 'outdated'>
  /** None is current any more. The one that was; removed, unless credentials name it. */
  retire(
    scope: OrganizationScope,
    definitionId: string,
    event: Omit<AuditEvent, 'subjectId'>,
  ): Promise<boolean>
}

export interface RedirectUrlStore {
  list(scope: OrganizationScope): Promise<readonly string[]>
  replace(scope: OrganizationScope, urls: readonly string[], event: AuditEvent): Promise<void>
  /** The name that an organization shows on its connect pages. */
  organizationName(scope: OrganizationScope): Promise<string | undefined>
}

/** A connection that is being made. What it was asked for with, and what proves it, is sealed. */
export interface ConnectSession {
  /** SHA-256 of what the browser or the program shows, in hex. */
  readonly id: string
  readonly organizationId: string
  readonly kind: 'redirect' | 'device' | 'secret'
  readonly workspaceId: string
  readonly definitionId: string
  readonly applicationId: string
  readonly sealed: Uint8Array
  /** `sent`: a browser went on to the third party. `spent`: over, whatever came of it. */
  readonly stage: 'open' | 'sent' | 'spent'
  /** SHA-256 of that browser's cookie, in hex. */
  readonly browser: string | null
  readonly pollSeconds: number | null
  readonly connectorId: string | null
  /** A word for what went wrong. */
  readonly error: string | null
  readonly expiresAt: Date
}

export interface ConnectSessionStore {
  /** Begins a session, and removes some that are long over. False where the workspace has `most` that are open. */
  begin(
    scope: WorkspaceScope,
    session: ConnectSession,
    how: { readonly now: Date; readonly most?: number },
  ): Promise<boolean>
  find(scope: OrganizationScope, id: string): Promise<ConnectSession | undefined>
  /** Binds it to the browser that leaves for the third party; false when another one did, or it is over. */
  leave(
    scope: OrganizationScope,
    id: string,
    by: { readonly browser: string; readonly now: Date },
  ): Promise<boolean>
  /** Uses it up, once: true for one caller. What is sealed is erased. */
  spend(scope: OrganizationScope, id: string): Promise<boolean>
  /** What came of a session. */
  end(
    scope: OrganizationScope,
    id: string,
    result: { readonly connectorId: string } | { readonly error: string },
  ): Promise<void>
  /** Takes the turn to ask after a device: true for one caller in each interval, which grows by `slower` seconds. */
  poll(
    scope: OrganizationScope,
    id: string,
    turn: { readonly now: Date; readonly slower: number },
  ): Promise<boolean>
}
