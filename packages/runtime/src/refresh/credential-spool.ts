import type { Credential } from '../authorize/credential.ts'

/**
 * Port: a place for a credential that was given and cannot be saved yet, which outlives the process: sealed, and
 * written through to the disk. What is left in it is saved at the next start.
 */
export interface CredentialSpool {
  put(key: string, unsaved: UnsavedCredential): Promise<void>
  /** It was saved after all. */
  remove(key: string, unsaved: UnsavedCredential): Promise<void>
}

export interface UnsavedCredential {
  readonly credential: Credential
  /** The version that it was asked for, and follows. */
  readonly version: number
}
