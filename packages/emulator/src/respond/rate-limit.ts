import type { Filled } from '../behaviour/filled.ts'
import type { RateLimitBehaviour } from '../behaviour/rate-limit-behaviour.ts'
import { prepare } from '../behaviour/template.ts'
import type { JsonObject } from '../json.ts'

interface Allowance {
  used: number
  /** Seconds since 1970. */
  reset: number
}

export interface RateLimitOptions {
  readonly behaviour: RateLimitBehaviour | undefined
  /** Requests per window, over what the behaviour says of its last bucket. */
  readonly limit: number | undefined
  /** Turns requests away when nothing is left. */
  readonly enforced: boolean
  readonly now: () => number
}

type Bucket = RateLimitBehaviour['buckets'][number]

/**
 * Counts requests per credential for the vendor's rate-limit headers. Unless it is enforced a spent allowance
 * starts anew before its end, so that a benchmark is not stopped.
 */
export class RateLimit {
  readonly #options: RateLimitOptions
  readonly #headers: readonly (readonly [string, Filled])[]
  readonly #allowances = new Map<string, Allowance>()

  constructor(options: RateLimitOptions) {
    this.#options = options
    this.#headers = Object.entries(options.behaviour?.headers ?? {}).map(
      ([name, text]) => [name, prepare(text)] as const,
    )
  }

  /** Headers of one more request, and whether there was an allowance for it. */
  spend(
    credential: string,
    path: string,
  ): { readonly headers: Record<string, string>; readonly spent: boolean } {
    const bucket = this.#bucket(path)
    if (!bucket) return { headers: {}, spent: false }
    const allowance = this.#allowance(credential, bucket)
    if (this.#options.behaviour?.free?.includes(path))
      return { headers: this.#write(bucket, allowance), spent: false }
    const spent = this.#options.enforced && allowance.used >= bucket.limit
    if (!spent) allowance.used += 1
    return { headers: this.#write(bucket, allowance), spent }
  }

  /** Gives one request back, and the headers that say so. */
  refund(credential: string, path: string): Record<string, string> {
    const bucket = this.#bucket(path)
    if (!bucket) return {}
    const allowance = this.#allowance(credential, bucket)
    allowance.used = Math.max(0, allowance.used - 1)
    return this.#write(bucket, allowance)
  }

  /** Every bucket by its name: `limit`, `used`, `remaining`, `reset` in seconds since 1970. */
  overview(credential: string): JsonObject {
    const buckets = this.#options.behaviour?.buckets ?? []
    return Object.fromEntries(
      buckets.map((bucket, index) => {
        const last = index === buckets.length - 1
        const limit = last ? (this.#options.limit ?? bucket.limit) : bucket.limit
        const { used, reset } = this.#allowance(credential, { ...bucket, limit })
        return [bucket.name, { limit, used, remaining: Math.max(0, limit - used), reset }]
      }),
    )
  }

  /** Headers of a refusal for want of allowance, which comes back in `seconds`. */
  spent(seconds: number, path: string): Record<string, string> {
    const bucket = this.#bucket(path)
    return bucket ? this.#write(bucket, { used: bucket.limit, reset: this.#seconds() + seconds }) : {}
  }

  /** Seconds until the allowance of a credential comes back. */
  wait(credential: string, path: string): number {
    const bucket = this.#bucket(path)
    return bucket ? Math.max(1, this.#allowance(credential, bucket).reset - this.#seconds()) : 1
  }

  #bucket(path: string): Bucket | undefined {
    const buckets = this.#options.behaviour?.buckets ?? []
    const found = buckets.find(({ paths }) => paths?.some((start) => path.startsWith(start)))
    if (found) return found
    const last = buckets.at(-1)
    return last && { ...last, limit: this.#options.limit ?? last.limit }
  }

  #allowance(credential: string, { name, limit, seconds }: Bucket): Allowance {
    const now = this.#seconds()
    const key = `${name} ${credential}`
    const known = this.#allowances.get(key)
    // Not to the last one: a careful client waits when it reads that none remains.
    const left = this.#options.enforced || (known?.used ?? 0) < limit - 1
    if (known && left && now < known.reset) return known
    const fresh = { used: 0, reset: now + seconds }
    this.#allowances.set(key, fresh)
    return fresh
  }

  #write({ name, limit, seconds }: Bucket, { used, reset }: Allowance): Record<string, string> {
    const values = {
      resource: name,
      limit,
      used,
      remaining: Math.max(0, limit - used),
      reset,
      window: seconds,
      seconds: Math.max(0, reset - this.#seconds()),
    }
    const headers: Record<string, string> = {}
    for (const [name, header] of this.#headers) headers[name] = String(header(values, NOTHING))
    return headers
  }

  #seconds(): number {
    return Math.ceil(this.#options.now() / 1000)
  }
}

const NOTHING = {
  identifier: () => '',
  next: () => 0,
  highest: () => 0,
  find: () => undefined,
  records: () => [],
  generate: () => null,
}
