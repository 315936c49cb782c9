/** What a third party's refusal means, whatever status it came with. */
export type UpstreamFailure =
  | 'credential_invalid'
  | 'upstream_conflict'
  | 'upstream_forbidden'
  | 'upstream_invalid'
  | 'upstream_not_found'
  | 'upstream_rate_limited'
  | 'upstream_unavailable'

/** When the third party may be asked again: a header, and how its value is meant. */
export interface RetryTime {
  readonly header: string
  /** `seconds` from now or an HTTP date (RFC 9110 10.2.3), or a Unix time in seconds. */
  readonly as: 'retry-after' | 'unix-seconds'
}

/** Tried in order; the first that fits tells what the answer means. Conditions are all to hold. */
export interface ErrorRule {
  readonly when: {
    readonly status?: number
    /** Header name -> its exact value, or `*` for any. */
    readonly header?: Readonly<Record<string, string>>
    /** Dotted path in the JSON body -> words that its text contains, in any case; of several one. */
    readonly body?: Readonly<Record<string, string | readonly string[]>>
  }
  readonly is: UpstreamFailure
  readonly retryAt?: RetryTime
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
