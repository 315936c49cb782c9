import { LRUCache } from 'lru-cache'

/** So many calls in so many seconds; all of them may come at once. */
export interface Quota {
  readonly calls: number
  readonly seconds: number
}

export interface TokenBucketsOptions {
  readonly quota: Quota
  /** Keys that are remembered; the one unused for longest goes first, and begins anew when it comes again. */
  readonly max: number
  /** Milliseconds of a clock that is never set. */
  readonly monotonic: () => number
}

interface Bucket {
  left: number
  at: number
}

/** A token bucket for each key: full at first, and filled evenly. In memory, and without a promise. */
export class TokenBuckets {
  readonly quota: Quota
  readonly #perMs: number
  readonly #monotonic: () => number
  readonly #buckets: LRUCache<string, Bucket>

  constructor({ quota, max, monotonic }: TokenBucketsOptions) {
    this.quota = quota
    this.#perMs = quota.calls / (quota.seconds * 1000)
    this.#monotonic = monotonic
    this.#buckets = new LRUCache({ max })
  }

  /** Takes one. Gives how many are left, or, below zero, the milliseconds until there is one; then none is taken. */
  take(key: string): number {
    const bucket = this.#filled(key)
    if (bucket.left < 1) return -this.#waitOf(bucket)
    bucket.left -= 1
    return Math.floor(bucket.left)
  }

  /** Milliseconds until there is one; 0 where there is. */
  wait(key: string): number {
    const bucket = this.#buckets.get(key)
    if (bucket === undefined) return 0
    this.#fill(bucket)
    return bucket.left < 1 ? this.#waitOf(bucket) : 0
  }

  /** Seconds until a bucket with so many left is full again. */
  secondsToFull(left: number): number {
    return Math.ceil((this.quota.calls - left) / (this.#perMs * 1000))
  }

  get size(): number {
    return this.#buckets.size
  }

  #filled(key: string): Bucket {
    const known = this.#buckets.get(key)
    if (known !== undefined) {
      this.#fill(known)
      return known
    }
    const bucket = { left: this.quota.calls, at: this.#monotonic() }
    this.#buckets.set(key, bucket)
    return bucket
  }

  #fill(bucket: Bucket): void {
    const now = this.#monotonic()
    bucket.left = Math.min(this.quota.calls, bucket.left + (now - bucket.at) * this.#perMs)
    bucket.at = now
  }

  /** Never 0: whoever has to wait is told so. */
  #waitOf({ left }: Bucket): number {
    return Math.max(1, Math.ceil((1 - left) / this.#perMs))
  }
}
