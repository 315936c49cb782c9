import { OriginPool, type OriginPoolOptions } from './origin-pool.ts'

export interface OriginPoolsOptions extends OriginPoolOptions {
  readonly maxPools: number
}

/**
 * The pools by origin and scope. Beyond `maxPools` those that rested longest make room; a pool with calls
 * under way never does, so that there are more only as long as more are in use.
 */
export class OriginPools {
  readonly #options: OriginPoolsOptions
  readonly #pools = new Map<string, OriginPool>()
  #uses = 0
  #closing: Promise<unknown> | undefined

  constructor(options: OriginPoolsOptions) {
    this.#options = options
  }

  get(origin: string, scope: string): OriginPool {
    // An origin holds no space, so that no scope can name the pool of another.
    const key = `${origin} ${scope}`
    const pool = this.#pools.get(key) ?? this.#add(key, origin)
    pool.lastUsed = ++this.#uses
    return pool
  }

  /** Lets the calls under way come to their end, then closes the connections. */
  close(): Promise<unknown> {
    this.#closing ??= Promise.all([...this.#pools.values()].map((pool) => pool.retire()))
    return this.#closing
  }

  #add(key: string, origin: string): OriginPool {
    this.#makeRoom()
    const pool = new OriginPool(origin, this.#options)
    this.#pools.set(key, pool)
    return pool
  }

  #makeRoom(): void {
    const excess = this.#pools.size + 1 - this.#options.maxPools
    if (excess <= 0) return
    const resting = [...this.#pools].filter(([, pool]) => pool.idle)
    resting.sort(([, a], [, b]) => a.lastUsed - b.lastUsed)
    for (const [key, pool] of resting.slice(0, excess)) {
      this.#pools.delete(key)
      void pool.retire()
    }
  }
}
