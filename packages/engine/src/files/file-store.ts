import type { WorkspaceScope } from '../scope.ts'

/** A file that waits to be sent to a third party. Its pieces are sealed. */
export interface StoredFile {
  readonly id: string
  readonly organizationId: string
  readonly workspaceId: string
  readonly type: string
  readonly name: string | null
  /** Bytes, before they were sealed. */
  readonly size: number
  readonly expiresAt: Date
}

export interface FileStore {
  /** Begins a file, and removes some that have expired. */
  begin(scope: WorkspaceScope, file: StoredFile, now: Date): Promise<void>
  append(
    scope: WorkspaceScope,
    id: string,
    piece: { readonly number: number; readonly sealed: Uint8Array; readonly bytes: number },
  ): Promise<void>
  complete(scope: WorkspaceScope, id: string, now: Date): Promise<void>
  /** A whole file of this workspace whose time is not over. */
  find(scope: WorkspaceScope, id: string, now: Date): Promise<StoredFile | undefined>
  piece(scope: WorkspaceScope, id: string, number: number): Promise<Uint8Array | undefined>
  /** Bytes of all files that wait in a workspace. */
  held(scope: WorkspaceScope, now: Date): Promise<number>
  delete(scope: WorkspaceScope, id: string): Promise<void>
}
