import type { OrganizationScope } from '../scope.ts'

/** What a third party gave and no connector has yet, sealed as version 0 of the connector that may take it. */
export interface HeldGrant {
  readonly id: string
  /** Of the connector that is, or would be. */
  readonly connectorId: string
  /** `null` where the workspace would be made together with the connector. */
  readonly workspaceId: string | null
  readonly definitionId: string
  readonly definitionVersion: number | null
  /** For the receipt. */
  readonly name: string
  readonly sealed: Uint8Array
  /** SHA-256 of what it was given for: what is held for the same is taken together with it. */
  readonly presentedHash: Uint8Array | null
}

/**
 * Port: grants that a connector takes in the transaction that stores it (`NewConnector.heldGrants`), or that are ended at
 * the third party when their time is over: whatever becomes of the engine meanwhile, one of both happens. Times are the
 * storage's own, from the call on.
 */
export interface HeldGrantStore {
  /** It is on disk when it answers. */
  hold(scope: OrganizationScope, grant: HeldGrant, ms: number): Promise<void>
  /** Ends those at once that no connector has taken. */
  release(scope: OrganizationScope, ids: readonly string[]): Promise<void>
  /** Forgets them: somebody else has what they hold. */
  forget(scope: OrganizationScope, ids: readonly string[]): Promise<void>
}
