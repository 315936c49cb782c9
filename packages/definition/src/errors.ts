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
    /** Dotted path in the JSON body -> words that its text contains, in any case. */
    readonly body?: Readonly<Record<string, string>>
  }
  readonly is: UpstreamFailure
  readonly retryAt?: RetryTime
}

export interface ErrorRules {
  readonly rules: readonly ErrorRule[]
  /** Dotted paths in the JSON body to what the third party says went wrong, best first. */
  readonly message: readonly string[]
  /** Header in which the third party names the request, for its support. */
  readonly requestId?: string
}
