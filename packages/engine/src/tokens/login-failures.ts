import { createHash } from 'node:crypto'
import { SallyportError } from '@sallyport/errors'
import { TokenBuckets } from '../limits/token-buckets.ts'

/** From where somebody logs in, and as whom. */
export interface LoginAttempt {
  readonly clientId: string
  /** The network address that the request came from. */
  readonly address: string
}

export interface LoginFailuresOptions {
  readonly now: () => number
  readonly monotonic: () => number
}

/** Ten at once, and one in half a minute after that. */
const QUOTA = { calls: 10, seconds: 300 }
const MAX_REMEMBERED = 10_000

/**
 * Failed logins, by client and address together: whoever guesses at one address keeps nobody else from logging in.
 * Successes are not counted.
 */
export class LoginFailures {
  readonly #now: () => number
  readonly #failures: TokenBuckets

  constructor({ now, monotonic }: LoginFailuresOptions) {
    this.#now = now
    this.#failures = new TokenBuckets({ quota: QUOTA, max: MAX_REMEMBERED, monotonic })
  }

  /** @throws SallyportError `rate_limited`, whether there is such a client or not. */
  check(attempt: LoginAttempt): void {
    const wait = this.#failures.wait(keyOf(attempt))
    if (wait === 0) return
    const message = 'Too many logins as this client have failed from this address.'
    throw new SallyportError('rate_limited', message, {
      retryAt: new Date(this.#now() + wait),
      fix: 'Correct client_id and client_secret, and wait for as long as Retry-After says.',
    })
  }

  failed(attempt: LoginAttempt): void {
    this.#failures.take(keyOf(attempt))
  }

  get size(): number {
    return this.#failures.size
  }
}

/** Of one length, whatever somebody sends as a client id. */
function keyOf({ clientId, address }: LoginAttempt): string {
  return createHash('sha256').update(`${address} ${clientId}`).digest('base64')
}
