/** An allowance of a third party: so many units in so many seconds, shared by whoever it counts together. */
export interface Bucket {
  /** Whom the third party counts together: one credential, one application of ours, one address. */
  readonly per: 'credential' | 'app' | 'address'
  /** What is allowed where the third party does not tell. */
  readonly allows?: { readonly units: number; readonly seconds: number }
  /** Calls under way at once. */
  readonly concurrency?: number
  /** Headers that tell how things stand. */
  readonly read?: BucketHeaders
}

export interface BucketHeaders {
  /** Units left. */
  readonly remaining: string
  /** When there are all of them again. */
  readonly reset?: { readonly header: string; readonly as: 'unix-seconds' | 'unix-milliseconds' | 'seconds' }
  /** Units that the answered call has cost. */
  readonly cost?: string
}
