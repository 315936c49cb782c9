import { LRUCache } from 'lru-cache'
import type { StoredConnector } from '../ports.ts'
import { scopeOfOrganization } from '../scope.ts'
import type { CredentialRows, HeardExpiry } from './credential-rows.ts'
import { FIRST_WARNING_MS } from './warn-of-expiry.ts'

/** A token that is given another end is another token; this is for those that are not. */
const ONCE_MS = 24 * 3600 * 1000
const MAX_CONNECTORS = 20_000

export interface ExpiryLogOptions {
  readonly credentials: Pick<CredentialRows, 'expiring'>
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly onFailure: (error: unknown) => void
}

/** When credentials expire, as third parties told. Saved behind the calls, for each connector at most once a day. */
export class ExpiryLog {
  readonly #options: ExpiryLogOptions
  readonly #noted = new LRUCache<string, number>({ max: MAX_CONNECTORS })
  readonly #pending = new Map<string, HeardExpiry & { readonly organizationId: string }>()

  constructor(options: ExpiryLogOptions) {
    this.#options = options
  }

  note({ organizationId, id, credential: { version } }: StoredConnector, expiresAt: number): void {
    const key = `${id} ${version}`
    const now = this.#options.now()
    const before = this.#noted.get(key)
    if (before !== undefined && Math.abs(now - before) < ONCE_MS) return
    this.#noted.set(key, now)
    const warnAt = expiresAt - FIRST_WARNING_MS
    this.#pending.set(id, { organizationId, connectorId: id, version, expiresAt, warnAt })
  }

  /** Saves what was noted. What cannot be saved is noted again by the next call. */
  async flush(): Promise<void> {
    const groups = Map.groupBy(this.#pending.values(), ({ organizationId }) => organizationId)
    this.#pending.clear()
    for (const [organizationId, group] of groups) {
      const heard = group.map(({ organizationId: _, ...expiry }) => expiry)
      try {
        await this.#options.credentials.expiring(scopeOfOrganization(organizationId), heard)
      } catch (error) {
        for (const { connectorId, version } of heard) this.#noted.delete(`${connectorId} ${version}`)
        this.#options.onFailure(error)
      }
    }
  }
}
