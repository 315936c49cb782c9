import {
  type Difference,
  differencesOf,
  isBehind,
  type OnFailover,
  type SeenDeployment,
} from './differences.ts'
import type { ServerIdentity } from './server-identity.ts'
import type { StoredDeployment } from './stored-deployment.ts'

/** What an engine brings to recognize its database by. */
export interface Recognition {
  /** What this host has kept; nothing on a new one. */
  readonly seen: SeenDeployment | undefined
  readonly place?: string | undefined
  readonly onFailover: OnFailover
  /** Keeps it, on disk before it settles. */
  readonly save: (seen: SeenDeployment) => Promise<void>
  /** What is kept by now: whoever adopts the database writes it as well. */
  readonly read?: () => Promise<SeenDeployment | undefined>
}

export interface WatchOptions extends Recognition {
  readonly monotonic: () => number
  /** Told when the differences change; none: the database is recognized. */
  readonly onChange?: (differences: readonly Difference[]) => void
  /** Told when what was seen cannot be kept. */
  readonly onFailure?: (error: unknown) => void
}

/** Takes what one look has found. */
export type Found = (stored: StoredDeployment, server: ServerIdentity) => void

/** Between two times that a position is written down: as far behind may a copy be without being noticed. */
const SAVE_EVERY_MS = 5_000

/**
 * Compares the database with what this engine knows of it, whenever somebody has looked; and keeps how far it had
 * come. Until the first look nothing is recognized.
 */
export class DeploymentWatch {
  readonly #options: WatchOptions
  #seen: SeenDeployment | undefined
  #saved: SeenDeployment | undefined
  #savedAt = Number.NEGATIVE_INFINITY
  #saving: Promise<void> = Promise.resolve()
  #differences: readonly Difference[] | undefined
  #waiting: (() => void)[] = []

  constructor(options: WatchOptions) {
    this.#options = options
    this.#seen = options.seen
    this.#saved = options.seen
  }

  /** What differs, as of the last look. */
  get differences(): readonly Difference[] {
    return this.#differences ?? []
  }

  /** Why nothing may go out; `undefined` when everything may. */
  reason(): string | undefined {
    if (this.#differences === undefined) return 'The database was not looked at yet.'
    return this.#differences.length === 0 ? undefined : textOf(this.#differences)
  }

  /** Resolves as soon as the database is recognized. */
  async recognized(): Promise<void> {
    if (this.reason() !== undefined) await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  /**
   * Begins to look; what is found is told to what this gives. It is compared with what had been seen by now: of two
   * looks at once, the answer of the earlier one may come later.
   */
  begin(): Found {
    const seen = this.#seen
    return (stored, server) => this.#found(stored, server, seen)
  }

  #found(stored: StoredDeployment, server: ServerIdentity, seen: SeenDeployment | undefined): void {
    const { place, onFailover } = this.#options
    const differences = differencesOf({ stored, server, seen, place, onFailover })
    const changed = textOf(differences) !== textOf(this.#differences ?? [])
    this.#differences = differences
    if (differences.length === 0) this.#advance(stored)
    else this.#reread()
    if (changed) this.#options.onChange?.(differences)
  }

  /** Keeps what was seen last. */
  async close(): Promise<void> {
    this.#save()
    await this.#saving
  }

  #advance({ id: deploymentId, epoch, sequence }: StoredDeployment): void {
    const { place, monotonic } = this.#options
    const seen = { deploymentId, epoch, sequence, place }
    if (this.#seen === undefined || !isBehind(seen, this.#seen)) this.#seen = seen
    if (monotonic() - this.#savedAt >= SAVE_EVERY_MS) this.#save()
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  /** First all is written that an adoption has to pass; then only what passes it is taken. */
  #reread(): void {
    this.#save()
    const { read, onFailure } = this.#options
    if (read === undefined) return
    this.#saving = this.#saving.then(async () => {
      const kept = await read().catch((error: unknown) => onFailure?.(error))
      if (kept && (this.#seen === undefined || this.#seen.epoch < kept.epoch)) this.#seen = kept
    })
  }

  #save(): void {
    const seen = this.#seen
    if (seen === undefined || (this.#saved !== undefined && !isBehind(this.#saved, seen))) return
    this.#saved = seen
    this.#savedAt = this.#options.monotonic()
    const { save, onFailure } = this.#options
    this.#saving = this.#saving
      .then(() => save(seen))
      .catch((error: unknown) => {
        this.#saved = undefined
        onFailure?.(error)
      })
  }
}

function textOf(differences: readonly Difference[]): string {
  return differences.map(({ message }) => message).join(' ')
}
