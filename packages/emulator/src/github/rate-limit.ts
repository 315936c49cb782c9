/** docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api: search has an allowance of its own. */
const SEARCH = { limit: 30, seconds: 60 }
const CORE_SECONDS = 3600

interface Allowance {
  used: number
  /** Seconds since 1970, as the header has it. */
  reset: number
}

interface RateLimitOptions {
  /** Requests per hour, outside of search. */
  readonly limit: number
  readonly now: () => number
}

/**
 * Counts requests per credential for the `x-ratelimit-*` headers. Nothing is refused: a spent allowance
 * starts anew before its end, so that a benchmark is not stopped. The fault `rate-limited` shows the refusal.
 */
export class RateLimit {
  readonly #options: RateLimitOptions
  readonly #allowances = new Map<string, Allowance>()

  constructor(options: RateLimitOptions) {
    this.#options = options
  }

  /** Headers of one more request. */
  spend(credential: string, path: string): Record<string, string> {
    const search = path.startsWith('/search/')
    const resource = search ? 'search' : 'core'
    const limit = search ? SEARCH.limit : this.#options.limit
    const allowance = this.#allowance(`${resource} ${credential}`, { limit, search })
    allowance.used += 1
    return rateLimitHeaders({ limit, used: allowance.used, reset: allowance.reset, resource })
  }

  /** Headers of a refusal for want of allowance, which comes back in `seconds`. */
  spent(seconds: number): Record<string, string> {
    const { limit } = this.#options
    return rateLimitHeaders({ limit, used: limit, reset: this.#seconds() + seconds, resource: 'core' })
  }

  #allowance(key: string, { limit, search }: { limit: number; search: boolean }): Allowance {
    const now = this.#seconds()
    const known = this.#allowances.get(key)
    // Not to the last one: a careful client waits when it reads that none remains.
    if (known && known.used < limit - 1 && now < known.reset) return known
    const fresh = { used: 0, reset: now + (search ? SEARCH.seconds : CORE_SECONDS) }
    this.#allowances.set(key, fresh)
    return fresh
  }

  #seconds(): number {
    return Math.ceil(this.#options.now() / 1000)
  }
}

interface Count {
  readonly limit: number
  readonly used: number
  readonly reset: number
  readonly resource: string
}

function rateLimitHeaders({ limit, used, reset, resource }: Count): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(limit - used),
    'x-ratelimit-reset': String(reset),
    'x-ratelimit-used': String(used),
    'x-ratelimit-resource': resource,
  }
}
