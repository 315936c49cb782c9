import type { Grant } from '../authorize/credential.ts'
import type { RefreshTimings } from './refresh-timings.ts'

/** `ahead`: still good, and time to renew it. */
export type Freshness = 'fresh' | 'ahead' | 'over'

/** How good an access token is at a time of the clock that its expiry was written by. Without an expiry: fresh, until it is refused. */
export function freshness(
  grant: Grant | undefined,
  now: number,
  { marginMs, marginShare, flightMs }: RefreshTimings,
): Freshness {
  if (grant?.expiresAt === undefined) return 'fresh'
  const left = grant.expiresAt - now
  const life = Math.max(0, grant.expiresAt - grant.issuedAt)
  if (left <= Math.min(flightMs, life / 20)) return 'over'
  return left <= Math.min(marginMs, life * marginShare) ? 'ahead' : 'fresh'
}
