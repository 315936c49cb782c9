import type { FaultRule } from '@sallyport/emulator'
import type { ErrorCode } from '@sallyport/errors'

/** A way in which a third party refuses, and what the caller is to be told. */
export interface RefusalRow {
  readonly fault: FaultRule
  readonly code: ErrorCode
  /** Where it is another one for writes. */
  readonly codeOfWrite?: ErrorCode
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
  { fault: { kind: 'server-error' }, code: 'upstream_unavailable', codeOfWrite: 'outcome_unknown' },
  { fault: { kind: 'bad-gateway' }, code: 'upstream_unavailable', codeOfWrite: 'outcome_unknown' },
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

/** Ways to lose the answer to a write that has happened. */
export const LOST_ANSWERS: readonly FaultRule[] = [
  { kind: 'server-error', committed: true },
  { kind: 'bad-gateway', committed: true },
  { kind: 'reset', at: 'headers', committed: true },
  { kind: 'reset', at: 'body', committed: true },
  { kind: 'nonsense', as: 'html', committed: true },
]
