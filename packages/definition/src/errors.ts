/** What a third party's refusal means, whatever status it came with. */
export type UpstreamFailure =
  | 'credential_invalid'
  | 'upstream_conflict'
  | 'upstream_forbidden'
  | 'upstream_invalid'
  | 'upstream_not_found'
  | 'upstream_rate_limited'
  | 'upstream_unavailable'

/** When the third party may be asked again: where it says so, and how that is meant. */
export type RetryTime = ({ readonly header: string } | { readonly body: string }) & {
  /**
   * `retry-after`: seconds from now or an HTTP date (RFC 9110 10.2.3). Or seconds or milliseconds from now, a Unix
   * time in either, or a date of RFC 3339.
   */
  readonly as: 'retry-after' | 'seconds' | 'milliseconds' | 'unix-seconds' | 'unix-milliseconds' | 'date-time'
}

/** Tried in order; the first that fits tells what the answer means. Conditions are all to hold. */
export interface ErrorRule {
  readonly when: {
    /** One, or any of several. */
    readonly status?: number | readonly number[]
    /** Header name -> its exact value, or `*` for any. */
    readonly header?: Readonly<Record<string, string>>
    /**
     * Dotted path in the JSON body -> words that its text contains, in any case, of several one; or the number or
     * truth value that it is.
     */
    readonly body?: Readonly<Record<string, string | number | boolean | readonly string[]>>
  }
  readonly is: UpstreamFailure
  readonly retryAt?: RetryTime
  /** Dotted path in the JSON body to what the third party says of this one. */
  readonly message?: string
}

/** What makes an answer with a status of success a failure: the value at a path is this one, or is there at all. */
export interface InBandFailure {
  /** Dotted path in the JSON body. */
  readonly at: string
  /** Without it: anything but null, `false` and an empty list. */
  readonly is?: string | number | boolean
}

export interface ErrorRules {
  readonly inBand?: InBandFailure
  readonly rules: readonly ErrorRule[]
  /** Dotted paths in the JSON body to what the third party says went wrong, best first. */
  readonly message: readonly string[]
  /** Header in which the third party names the request, for its support. */
  readonly requestId?: string
}
