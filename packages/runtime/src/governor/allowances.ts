import type { Bucket } from '@sallyport/definition'

/** Names an allowance that several engines share. Those of two organizations are never one, but for `address`. */
export interface AllowanceKey {
  readonly per: Bucket['per']
  /** Id of the organization that asks; empty in local mode. */
  readonly organization: string
  /** Unique for `per`; says the organization, definition and credential where they count. */
  readonly name: string
}

export interface LeaseRequest {
  readonly key: AllowanceKey
  /** How many are wanted. */
  readonly units: number
  /** What all engines together may be granted in one window, and how long it lasts from its first grant. */
  readonly perWindow: number
  readonly windowSeconds: number
}

export interface Lease {
  /** From 0 to what was wanted. They lapse with the window. */
  readonly granted: number
  readonly resetAt: Date
}

/** What a third party says of an allowance. */
export interface Standing {
  readonly remaining: number
  readonly resetAt: Date
}

/**
 * The port by which engines share what a third party allows: in chunks, so that a call costs no round
 * trip. Whoever asks is ready for failures and for an answer that comes too late.
 */
export interface Allowances {
  /** Grants no more than `perWindow` in one window, to whomever and however many ask at once. */
  lease(request: LeaseRequest): Promise<Lease>
  /**
   * What the third party says holds for the leases until then: it lowers what is left of the window at
   * hand, and a later `resetAt` than the one told before begins a new one.
   */
  report(key: AllowanceKey, standing: Standing): Promise<void>
}

/** Third parties count in seconds: reset times that differ by less are one. */
export const SAME_RESET_MS = 2_000
