import type { AwsClaim } from './aws-claim.ts'
import type { Flaw } from './judgement.ts'

const WINDOW = 15 * 60_000
// "Authenticating Requests: Using Query Parameters (AWS Signature Version 4)": seven days at most.
const LONGEST = 604_800

const SPOTS = {
  header: { in: 'header', field: 'x-amz-date' },
  query: { in: 'query', field: 'X-Amz-Date' },
} as const
const EXPIRES = { in: 'query', field: 'X-Amz-Expires' } as const

/** What is wrong with the date of a signature at `now` (milliseconds since 1970). */
export function awsDateFlaw(claim: AwsClaim, now: number): Flaw | undefined {
  const { timestamp, scope } = claim
  const spot = SPOTS[claim.in]
  const time = Date.parse(timestamp.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'))
  if (Number.isNaN(time)) return { code: 'unreadable', message: 'has no date that is in the calendar', spot }
  if (timestamp.slice(0, 8) !== scope.date) {
    return { code: 'invalid', message: 'has another day in its credential than in its date' }
  }
  if (claim.in === 'query') return lifeFlaw(claim, now - time)
  if (Math.abs(now - time) <= WINDOW) return undefined
  return { code: 'invalid', message: 'date is over 15 minutes away', spot }
}

/** @param age Milliseconds since it was signed; negative for a date to come. */
function lifeFlaw({ expires, scope }: AwsClaim, age: number): Flaw | undefined {
  if (age < -WINDOW) return { code: 'invalid', message: 'date is over 15 minutes ahead', spot: SPOTS.query }
  if (expires === undefined && scope.service === 's3') {
    return { code: 'missing', message: 'must be sent to S3', spot: EXPIRES }
  }
  if (expires !== undefined && !isLife(expires)) {
    return { code: 'invalid', message: `is no number of seconds from 1 to ${LONGEST}`, spot: EXPIRES }
  }
  const life = expires === undefined ? WINDOW : Number(expires) * 1000
  return age >= life
    ? { code: 'invalid', message: 'is expired', spot: SPOTS.query, expired: true }
    : undefined
}

function isLife(text: string): boolean {
  return /^[1-9]\d{0,5}$/.test(text) && Number(text) <= LONGEST
}
