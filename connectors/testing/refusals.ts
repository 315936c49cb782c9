import type { FaultRule } from '@sallyport/emulator'
import type { ErrorCode } from '@sallyport/errors'

/** A way in which a third party refuses, and what the caller is to be told. */
export interface RefusalRow {
  readonly fault: FaultRule
  readonly code: ErrorCode
  /** The third party is in trouble, and nobody knows what it did. */
  readonly trouble?: true
  /** Seconds until another try is welcome. */
  readonly retryAfter?: number
}

export const REFUSALS: readonly RefusalRow[] = [
  { fault: { kind: 'unauthorized' }, code: 'credential_invalid' },
  { fault: { kind: 'forbidden' }, code: 'upstream_forbidden' },
  { fault: { kind: 'not-found' }, code: 'upstream_not_found' },
  { fault: { kind: 'conflict' }, code: 'upstream_conflict' },
  { fault: { kind: 'invalid' }, code: 'upstream_invalid' },
  { fault: { kind: 'rate-limited', resetAfter: 90 }, code: 'upstream_rate_limited', retryAfter: 90 },
  {
    fault: { kind: 'secondary-rate-limited', retryAfter: 30 },
    code: 'upstream_rate_limited',
    retryAfter: 30,
  },
  { fault: { kind: 'too-many-requests', retryAfter: 15 }, code: 'upstream_rate_limited', retryAfter: 15 },
  {
    fault: { kind: 'too-many-requests', retryAfter: 15, as: 'http-date' },
    code: 'upstream_rate_limited',
    retryAfter: 15,
  },
  {
    fault: { kind: 'too-many-requests', retryAfter: 15, as: 'vendor' },
    code: 'upstream_rate_limited',
    retryAfter: 15,
  },
  { fault: { kind: 'server-error' }, code: 'upstream_unavailable', trouble: true },
  { fault: { kind: 'bad-gateway' }, code: 'upstream_unavailable', trouble: true },
]

/** A value of `Retry-After` (RFC 9110 10.2.3), and the seconds that it means; undefined for none. */
export const RETRY_AFTER_FORMS: readonly (readonly [
  value: string | undefined,
  seconds: number | undefined,
])[] = [
  ['120', 120],
  ['0', 0],
  ['Fri, 02 Jan 2026 03:06:05 GMT', 120],
  ['Friday, 02-Jan-26 03:06:05 GMT', 120],
  ['Fri, 02 Jan 2026 03:00:00 GMT', 0],
  ['soon', undefined],
  ['-5', undefined],
  [undefined, undefined],
]
