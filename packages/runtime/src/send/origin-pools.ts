import { OriginPool, type OriginPoolOptions } from './origin-pool.ts'

export interface OriginPoolsOptions extends OriginPoolOptions {
  readonly maxPools: number
}

/** The pools in use, at most `maxPools` of them: the one that rested longest makes room for a new one. */
export class OriginPools {
  readonly #options: OriginPoolsOptions
  readonly #pools = new Map<string, OriginPool>()
  readonly #retiring = new Set<Promise<void>>()
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
    this.#closing ??= Promise.all([
      ...[...this.#pools.values()].map((pool) => pool.retire()),
      ...this.#retiring,
    ])
    return this.#closing
  }

  #add(key: string, origin: string): OriginPool {
    if (this.#pools.size >= this.#options.maxPools) this.#evict()
    const pool = new OriginPool(origin, this.#options)
    this.#pools.set(key, pool)
    return pool
  }

  #evict(): void {
    const [oldest] = [...this.#pools].sort(([, a], [, b]) => a.lastUsed - b.lastUsed)
    if (oldest === undefined) return
    this.#pools.delete(oldest[0])
    const retiring = oldest[1].retire()
    this.#retiring.add(retiring)
    void retiring.then(() => this.#retiring.delete(retiring))
  }
}
