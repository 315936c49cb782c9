import type { QuotaStore } from './quota-store.ts'

/** Twenty round trips a window, whatever the quota. */
const CHUNKS = 20
const MAX_CHUNK = 500
/** The end of a window is known as exactly as the way to the database takes time; windows are a minute apart or more. */
const SAME_MS = 20_000

export interface QuotaChunkOptions {
  readonly limit: number
  /** Takes so many calls, or fewer, for this engine. */
  readonly take: (units: number) => ReturnType<QuotaStore['take']>
  /** Milliseconds of a clock that is never set. */
  readonly monotonic: () => number
}

/** What one engine holds of a quota that all of them share. */
export class QuotaChunk {
  readonly limit: number
  readonly #options: QuotaChunkOptions
  readonly #size: number
  #left = 0
  #endsAt = Number.NEGATIVE_INFINITY
  #isSpent = false
  #window = 0
  #waiting = 0
  #asking: Promise<void> | undefined

  constructor(options: QuotaChunkOptions) {
    this.#options = options
    this.limit = options.limit
    this.#size = Math.min(MAX_CHUNK, Math.max(1, Math.floor(options.limit / CHUNKS)))
  }

  /** Takes a call; says how many milliseconds there is none, or that it has to be asked for. */
  take(): 'taken' | 'ask' | { readonly spentForMs: number } {
    const left = this.#endsAt - this.#options.monotonic()
    if (left <= 0) return 'ask'
    if (this.#left > 0) {
      this.#left -= 1
      return 'taken'
    }
    return this.#isSpent ? { spentForMs: left } : 'ask'
  }

  /** Names the window that calls are taken of. */
  get window(): number {
    return this.#window
  }

  /** Gives back a call that was taken of a window and not made. */
  giveBack(window: number): void {
    if (window === this.#window) this.#left += 1
  }

  /** Asks for more, once for all who wait. @throws SallyportError `storage_unavailable` */
  async ask(): Promise<void> {
    this.#waiting += 1
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined
    })
    try {
      await this.#asking
    } finally {
      this.#waiting -= 1
    }
  }

  async #ask(): Promise<void> {
    const { take, monotonic } = this.#options
    // Before it is asked: what is believed here of the end of a window is never later than it is.
    const askedAt = monotonic()
    const { granted, resetMs } = await take(Math.max(this.#size, this.#waiting))
    const endsAt = askedAt + resetMs
    const isSame = Math.abs(endsAt - this.#endsAt) < SAME_MS
    if (!isSame) this.#window += 1
    this.#left = (isSame ? this.#left : 0) + granted
    this.#isSpent = granted === 0
    this.#endsAt = isSame ? Math.min(endsAt, this.#endsAt) : endsAt
  }
}
