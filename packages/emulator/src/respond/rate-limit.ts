import { filledHeaders, type NamedTemplate, namedTemplates } from '../behaviour/named-templates.ts'
import { NO_WORLD } from '../behaviour/no-world.ts'
import type { RateLimitBehaviour } from '../behaviour/rate-limit-behaviour.ts'
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

/** Allowances that are known at once. */
const CAPACITY = 10_000

type Bucket = RateLimitBehaviour['buckets'][number]

/**
 * Counts requests per credential for the vendor's rate-limit headers. Unless it is enforced a spent allowance
 * starts anew before its end, so that a benchmark is not stopped.
 */
export class RateLimit {
  readonly #options: RateLimitOptions
  readonly #buckets: readonly Bucket[]
  readonly #headers: readonly NamedTemplate[]
  readonly #allowances = new Map<string, Allowance>()

  constructor(options: RateLimitOptions) {
    this.#options = options
    const { behaviour, limit } = options
    this.#buckets = (behaviour?.buckets ?? []).map((bucket, index, { length }) =>
      index === length - 1 ? { ...bucket, limit: limit ?? bucket.limit } : bucket,
    )
    this.#headers = namedTemplates(behaviour?.headers)
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
    return Object.fromEntries(
      this.#buckets.map((bucket) => {
        const { name, limit } = bucket
        const { used, reset } = this.#allowance(credential, bucket)
        return [name, { limit, used, remaining: Math.max(0, limit - used), reset }]
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
    const buckets = this.#buckets
    return buckets.find(({ paths }) => paths?.some((start) => path.startsWith(start))) ?? buckets.at(-1)
  }

  #allowance(credential: string, { name, limit, seconds }: Bucket): Allowance {
    const now = this.#seconds()
    const key = `${name} ${credential}`
    const known = this.#allowances.get(key)
    // Not to the last one: a careful client waits when it reads that none remains.
    const left = this.#options.enforced || (known?.used ?? 0) < limit - 1
    if (known && left && now < known.reset) return known
    const fresh = { used: 0, reset: now + seconds }
    // A token that was refreshed away is never heard of again.
    const [oldest] = this.#allowances.keys()
    if (!known && this.#allowances.size >= CAPACITY && oldest !== undefined) this.#allowances.delete(oldest)
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
    return filledHeaders(this.#headers, values, NO_WORLD)
  }

  #seconds(): number {
    return Math.ceil(this.#options.now() / 1000)
  }
}
