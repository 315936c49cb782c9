import { LRUCache } from 'lru-cache'
import type { ChangeFeed } from '../ports.ts'
import type { OrganizationScope } from '../scope.ts'

export interface ScopedCacheOptions<V> {
  readonly changes: ChangeFeed
  readonly max: number
  readonly load: (scope: OrganizationScope, id: string) => Promise<V | undefined>
}

/**
 * Rows kept in memory, each under its organization. A change feed that cannot be trusted turns the cache
 * off: every read then goes to the database. What is not there is not remembered.
 */
export class ScopedCache<V extends object> {
  readonly #options: ScopedCacheOptions<V>
  readonly #values: LRUCache<string, V>
  readonly #loading = new Map<string, Promise<V | undefined>>()
  /** Raised by every change: a value read before it and delivered after it is not kept. */
  #generation = 0

  constructor(options: ScopedCacheOptions<V>) {
    this.#options = options
    this.#values = new LRUCache({ max: options.max })
    options.changes.subscribe((organizationId) => this.#forget(organizationId))
  }

  /** Answers from memory without a promise where it can: the warm path awaits nothing. */
  get(scope: OrganizationScope, id: string): V | Promise<V | undefined> {
    const { changes, load } = this.#options
    if (!changes.trusted()) return load(scope, id)
    const key = keyOf(scope, id)
    return this.#values.get(key) ?? this.#load(key, () => load(scope, id))
  }

  /** Reads again what is in memory: somebody looks for what it does not have. */
  reload(scope: OrganizationScope, id: string): V | Promise<V | undefined> {
    const key = keyOf(scope, id)
    this.#values.delete(key)
    this.#loading.delete(key)
    return this.get(scope, id)
  }

  #load(key: string, read: () => Promise<V | undefined>): Promise<V | undefined> {
    const running = this.#loading.get(key)
    if (running !== undefined) return running
    const generation = this.#generation
    const loading = read()
      .then((value) => {
        if (value !== undefined && generation === this.#generation) this.#values.set(key, value)
        return value
      })
      .finally(() => {
        if (this.#loading.get(key) === loading) this.#loading.delete(key)
      })
    this.#loading.set(key, loading)
    return loading
  }

  #forget(organizationId: string | 'all'): void {
    this.#generation++
    this.#loading.clear()
    if (organizationId === 'all') this.#values.clear()
    for (const key of this.#values.keys()) {
      if (key.startsWith(`${organizationId} `)) this.#values.delete(key)
    }
  }
}

function keyOf({ organizationId }: OrganizationScope, id: string): string {
  return `${organizationId} ${id}`
}
