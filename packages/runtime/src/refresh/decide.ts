import type { RefreshReuse } from '@sallyport/definition'
import type { CredentialRecord } from './credential-store.ts'
import type { Freshness } from './freshness.ts'
import { backoffMs, quarantineMs, type RefreshTimings } from './refresh-timings.ts'

/** What somebody needs a token for. */
export interface Want {
  /** The version that will not do. Without one, what is on record is renewed as soon as it is time to. */
  readonly version: number | undefined
  /** Its time is over, or will be soon; or the third party refused it before that. */
  readonly cause: 'expiry' | 'refusal'
}

/** What is known besides the record. */
export interface Circumstances {
  readonly want: Want
  /** Of the access token on record, by the store's clock; without a token it is over. */
  readonly freshness: Freshness
  /** Whether there is anything to present. */
  readonly renewable: boolean
  readonly reuse: RefreshReuse
  readonly timings: RefreshTimings
}

export type Decision =
  /** What is on record is good, or there is nothing better to be had now. */
  | { readonly do: 'use' }
  /** Only a person can help. */
  | { readonly do: 'reauthorize' }
  /** Somebody is at work. */
  | { readonly do: 'wait'; readonly until: number }
  /** It failed, and everybody rests. */
  | { readonly do: 'rest'; readonly until: number }
  /** The refresh token may have been presented, and nobody knows what came of it. */
  | { readonly do: 'quarantine'; readonly until: number }
  | { readonly do: 'present'; readonly quarantineMs: number }

/** What to do about a credential as it stands. No clock, no I/O: times are those of the record. */
export function decide(record: CredentialRecord, circumstances: Circumstances): Decision {
  const { state, attempt, retryAt, now } = record
  if (state === 'needs_reauth' || state === 'revoked') return { do: 'reauthorize' }
  if (isEnough(record, circumstances)) return { do: 'use' }
  if (attempt.phase !== 'settled' && attempt.until > now) return { do: 'wait', until: attempt.until }
  if (retryAt !== undefined && retryAt > now) return { do: 'rest', until: retryAt }
  const quarantine = quarantineOf(record, circumstances)
  const until = attempt.until + quarantine
  if (attempt.phase === 'sent' && until > now) return { do: 'quarantine', until }
  return { do: 'present', quarantineMs: quarantine }
}

function isEnough(
  { version, refusedAt, attempt, failures, now }: CredentialRecord,
  { want, freshness, renewable, timings }: Circumstances,
): boolean {
  if (!renewable) return true
  if (freshness === 'over') return false
  const moved = want.version !== undefined && want.version !== version
  if (want.cause === 'expiry') return moved || freshness === 'fresh'
  // A third party that says 401 for a permission that is missing would have every call refresh. A refresh of which
  // nothing came yet is not the one that counts.
  const concluded = attempt.phase === 'settled' && failures === 0
  return moved || (concluded && refusedAt !== undefined && now - refusedAt < timings.refusalMs)
}

/**
 * How long after the end of an attempt of unknown outcome its refresh token rests. Once more is always tried: a vendor
 * that never got the first accepts it, and of one that did the tokens are lost already. From then on it takes the
 * definition's word that it does no harm; without it, as long as an answer could still be held by somebody who was
 * stopped. Only the vendor says that a grant is over, never a count.
 */
function quarantineOf(
  { attempt: { presentations, presentedAt }, failures, now }: CredentialRecord,
  { reuse, timings }: Circumstances,
): number {
  const least = quarantineMs(timings)
  if (presentations <= 1) return least
  const again = Math.max(least, backoffMs(timings, failures))
  if (reuse === 'safe') return again
  const grace = typeof reuse === 'object' ? reuse.graceSeconds * 1000 : 0
  const within = presentedAt !== undefined && now - presentedAt < grace
  return within ? again : Math.max(least, timings.maxBackoffMs)
}
