import type { Execution } from '../ports.ts'
import type { OrganizationScope } from '../scope.ts'

/** A call that began under a key. */
export interface NewKeptCall {
  readonly id: string
  /** Absent (null) where it belongs to no workspace, or to one that was not there yet. */
  readonly workspaceId: string | null
  /** SHA-256 of the key, together with everything that the key is good within. */
  readonly keyHash: Uint8Array
}

/** The same as it lies in storage. */
export interface KeptCall extends Omit<NewKeptCall, 'keyHash'> {
  /** The request and how it ended; absent (null) while it has not. */
  readonly sealed: Uint8Array | null
  /** Milliseconds since it began, by the storage's clock. */
  readonly age: number
}

/** Port: calls by their idempotency keys, for 24 hours. */
export interface IdempotencyStore {
  /**
   * Begins a call, and records its execution in the same step. Where the key has a call already that one is given,
   * and nothing is stored.
   *
   * @throws SallyportError `workspace_not_found` for one whose workspace is gone.
   */
  begin(scope: OrganizationScope, call: NewKeptCall, execution?: Execution): Promise<KeptCall | undefined>
  /** Stores how it ended. */
  end(scope: OrganizationScope, call: { readonly id: string; readonly sealed: Uint8Array }): Promise<void>
  /** Lets go of one that did nothing: its key is free again. */
  forget(scope: OrganizationScope, id: string): Promise<void>
}
