import type { OrganizationScope, WorkspaceScope } from '../scope.ts'

/** A result that was over its budget, and whose it is. Its pieces are sealed. */
export interface KeptResult {
  readonly id: string
  readonly organizationId: string
  readonly workspaceId: string
  /** It goes with its connector. */
  readonly connectorId: string
  /** The operation that gave it. */
  readonly entity: string
  readonly action: string
  readonly pieces: number
  /** By the storage's clock. */
  readonly expiresAt: Date
}

/** The same as it is kept for the first time. */
export interface NewKeptResult extends Pick<KeptResult, 'id' | 'connectorId' | 'entity' | 'action'> {
  /** Of its JSON, before it was sealed. */
  readonly bytes: number
  readonly sealed: readonly Uint8Array[]
}

/** What a workspace may have kept: the oldest of more go. */
export interface HeldResults {
  readonly results: number
  readonly bytes: number
}

/** Port: results that were over their budget, for an hour. */
export interface ResultStore {
  /** Keeps one, lets the oldest of its workspace go that are over `most`, and sees to it that it is swept once it expires. */
  keep(
    scope: WorkspaceScope,
    result: NewKeptResult,
    most: HeldResults,
  ): Promise<Pick<KeptResult, 'expiresAt'>>
  /** One of this organization whose hour is not over. */
  find(scope: OrganizationScope, id: string): Promise<KeptResult | undefined>
  /** Its pieces in their order. */
  pieces(scope: OrganizationScope, id: string): Promise<readonly Uint8Array[]>
  /** Removes all of this organization that have expired. */
  sweep(scope: OrganizationScope): Promise<void>
}
