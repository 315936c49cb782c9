/** How the allowance stands on which a call counted. */
export interface Limit {
  /** Name that the definition gives it. */
  readonly bucket: string
  /** Units left, as far as is known. */
  readonly remaining: number
  /** When there are all of them again, where the third party says so. */
  readonly resetAt?: Date
  /** When the next call may go, where that is not now. */
  readonly retryAt?: Date
}
