import type { Answer } from '../respond/answer.ts'
import { withHeaders, withoutHeaders } from './edit-answer.ts'

export type RetryForm = 'seconds' | 'http-date' | 'vendor' | 'none'

export interface Wait {
  readonly seconds: number
  readonly as: RetryForm
  /** Milliseconds since 1970. */
  readonly now: number
}

/** Says in an answer how long to wait: RFC 9110, 10.2.3, has seconds or a date of 5.6.7. */
export function withWait(answer: Answer, { seconds, as, now }: Wait): Answer {
  if (as === 'vendor') return answer
  if (as === 'none') return withoutWait(answer)
  const bare = withoutHeaders(answer, (name) => name === 'retry-after')
  // A date has no fractions: rounded up, so that nobody is told to come too early.
  const date = () => new Date(Math.ceil(now / 1000) * 1000 + seconds * 1000).toUTCString()
  return withHeaders(bare, { 'retry-after': as === 'seconds' ? String(seconds) : date() })
}

/** Without any header that speaks of a limit or a wait: `X-RateLimit-Reset`, `RateLimit-Policy`, `Retry-After`. */
export function withoutWait(answer: Answer): Answer {
  return withoutHeaders(answer, (name) => /rate-?limit|retry/.test(name))
}
