import type { ChangeFeed } from '../ports.ts'
import type { OrganizationScope } from '../scope.ts'
import type { CredentialRows } from './credential-rows.ts'

/** What is told by the change feed may be lost: it is looked for besides. */
const POLL_MS = 1_000
/** An organization where much happens does not make its waiters read all the time. */
const PAUSE_MS = 50

export interface SettlementsOptions {
  readonly rows: Pick<CredentialRows, 'read'>
  readonly changes: Pick<ChangeFeed, 'subscribe'>
}

export interface Waiting {
  readonly settlement: number
  readonly ms: number
  readonly signal?: AbortSignal
}

/**
 * Waits for attempts of other engines to end. All who wait for one credential share one look at it, and nobody holds a
 * connection meanwhile.
 */
export class Settlements {
  readonly #rows: SettlementsOptions['rows']
  readonly #watches = new Map<string, Watch>()

  constructor({ rows, changes }: SettlementsOptions) {
    this.#rows = rows
    changes.subscribe((organizationId) => this.#hear(organizationId))
  }

  /** Resolves when the settlement counter is another, the credential is gone, the time is over or the signal aborts. */
  moved(scope: OrganizationScope, connectorId: string, { settlement, ms, signal }: Waiting): Promise<void> {
    if (signal?.aborted || ms <= 0) return Promise.resolve()
    const key = `${scope.organizationId} ${connectorId}`
    const watch = this.#watches.get(key) ?? this.#watch(key, scope, connectorId)
    return new Promise((resolve) => {
      const leave = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', leave)
        watch.leave(see)
        if (watch.isOver && this.#watches.get(key) === watch) this.#watches.delete(key)
        resolve()
      }
      const see = (now: number | undefined) => now !== settlement && leave()
      const timer = setTimeout(leave, ms)
      signal?.addEventListener('abort', leave)
      // Heard from now on, and then read: what came between the caller's reading and this is not missed.
      watch.join(see)
    })
  }

  #watch(key: string, scope: OrganizationScope, connectorId: string): Watch {
    const watch = new Watch(scope.organizationId, async () => {
      return (await this.#rows.read(scope, connectorId))?.settlement
    })
    this.#watches.set(key, watch)
    return watch
  }

  #hear(organizationId: string | 'all'): void {
    for (const watch of this.#watches.values()) {
      if (organizationId === 'all' || watch.organizationId === organizationId) watch.look()
    }
  }
}

type Listener = (settlement: number | undefined) => void

/** Looks at one credential, as long as somebody waits for it. */
class Watch {
  readonly organizationId: string
  readonly #read: () => Promise<number | undefined>
  readonly #listeners = new Set<Listener>()
  #timer: NodeJS.Timeout | undefined
  #reading = false
  #again = false

  constructor(organizationId: string, read: () => Promise<number | undefined>) {
    this.organizationId = organizationId
    this.#read = read
  }

  get isOver(): boolean {
    return this.#listeners.size === 0
  }

  join(listener: Listener): void {
    this.#listeners.add(listener)
    this.look()
  }

  leave(listener: Listener): void {
    this.#listeners.delete(listener)
    if (this.isOver) clearTimeout(this.#timer)
  }

  look(): void {
    this.#again = this.#reading
    if (this.#reading || this.isOver) return
    clearTimeout(this.#timer)
    this.#reading = true
    void this.#tell().finally(() => {
      this.#reading = false
      if (!this.isOver) this.#timer = setTimeout(() => this.look(), this.#again ? PAUSE_MS : POLL_MS)
    })
  }

  async #tell(): Promise<void> {
    try {
      const settlement = await this.#read()
      for (const listener of [...this.#listeners]) listener(settlement)
    } catch {
      // A database that cannot be read now is read again a second later.
    }
  }
}
