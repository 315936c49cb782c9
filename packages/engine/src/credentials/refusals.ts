import { LRUCache } from 'lru-cache'
import type { StoredConnector } from '../ports.ts'
import { scopeOfOrganization } from '../scope.ts'
import type { CredentialRows } from './credential-rows.ts'

/** A third party that says 401 for a permission that is missing has us look no more often than this. */
const ONCE_MS = 300_000
const MAX_CONNECTORS = 20_000

export type Verdict = 'over' | 'left alone'

export interface RefusalsOptions {
  readonly credentials: Pick<CredentialRows, 'rejected'>
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly onFailure: (error: unknown) => void
}

/**
 * What becomes of a credential that cannot be renewed when a third party refuses it (401) for good: it is given up where
 * the definition's own check is refused as well, and otherwise left alone.
 */
export class Refusals {
  readonly #options: RefusalsOptions
  readonly #looked = new LRUCache<string, number>({ max: MAX_CONNECTORS })
  readonly #underWay = new Set<Promise<void>>()

  constructor(options: RefusalsOptions) {
    this.#options = options
  }

  /** Looks whether it is over, behind the call that was refused. */
  suspect(row: StoredConnector, look: () => Promise<Verdict>): void {
    const key = `${row.id} ${row.credential.version}`
    const now = this.#options.now()
    const before = this.#looked.get(key)
    if (before !== undefined && Math.abs(now - before) < ONCE_MS) return
    this.#looked.set(key, now)
    const looking = this.#look(row, look)
      .catch(this.#options.onFailure)
      .finally(() => this.#underWay.delete(looking))
    this.#underWay.add(looking)
  }

  /** Gives it up: its check was refused. */
  async confirm({ organizationId, id, credential: { version } }: StoredConnector): Promise<void> {
    const scope = scopeOfOrganization(organizationId)
    await this.#options.credentials.rejected(scope, { connectorId: id, version, cause: 'check_refused' })
  }

  /** Waits for what is being looked at. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#underWay)
  }

  async #look(row: StoredConnector, look: () => Promise<Verdict>): Promise<void> {
    if ((await look()) === 'over') await this.confirm(row)
  }
}
