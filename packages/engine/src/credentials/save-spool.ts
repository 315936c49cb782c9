import type { AttemptName, SealedAnswer } from './credential-rows.ts'

/** A save that the storage did not take: all that it takes to make it, sealed. */
export interface SpooledSave {
  readonly organizationId: string
  readonly attempt: AttemptName
  readonly answer: SealedAnswer
  /** The same, sealed as a spare: for when another version stands there by the time it is made. */
  readonly spare: Uint8Array
}

/** Port: where such saves outlive the process. */
export interface SaveSpool {
  /** It is on disk when it answers. The same attempt is kept once. */
  put(save: SpooledSave): Promise<void>
  /** Does nothing where it is not there. */
  remove(save: SpooledSave): Promise<void>
  /** What does not read as one is left where it is, and told of. */
  list(): Promise<readonly SpooledSave[]>
}
