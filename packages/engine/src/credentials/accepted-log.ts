import { LRUCache } from 'lru-cache'
import type { StoredConnector } from '../ports.ts'
import { scopeOfOrganization } from '../scope.ts'
import type { AcceptedCredential, CredentialRows } from './credential-rows.ts'

/** What is told of it is told to the minute. */
const ONCE_MS = 60_000
const MAX_CONNECTORS = 20_000

export interface AcceptedLogOptions {
  readonly credentials: Pick<CredentialRows, 'accepted'>
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly onFailure: (error: unknown) => void
}

/** Which credentials third parties accepted. Saved behind the calls, each at most once a minute: no call waits for it. */
export class AcceptedLog {
  readonly #options: AcceptedLogOptions
  readonly #noted = new LRUCache<string, number>({ max: MAX_CONNECTORS })
  readonly #pending = new Map<string, AcceptedCredential & { readonly organizationId: string }>()

  constructor(options: AcceptedLogOptions) {
    this.#options = options
  }

  note({ organizationId, id, credential: { version } }: StoredConnector): void {
    const key = `${id} ${version}`
    const now = this.#options.now()
    const before = this.#noted.get(key)
    if (before !== undefined && Math.abs(now - before) < ONCE_MS) return
    this.#noted.set(key, now)
    this.#pending.set(id, { organizationId, connectorId: id, version })
  }

  /** Saves what was noted. What cannot be saved is noted again by the next call. */
  async flush(): Promise<void> {
    if (this.#pending.size === 0) return
    const groups = Map.groupBy(this.#pending.values(), ({ organizationId }) => organizationId)
    this.#pending.clear()
    for (const [organizationId, group] of groups) {
      const accepted = group.map(({ connectorId, version }) => ({ connectorId, version }))
      try {
        await this.#options.credentials.accepted(scopeOfOrganization(organizationId), accepted)
      } catch (error) {
        for (const { connectorId, version } of accepted) this.#noted.delete(`${connectorId} ${version}`)
        this.#options.onFailure(error)
      }
    }
  }
}
