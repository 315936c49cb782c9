import { type AllowanceKey, type Allowances, type Lease, SAME_RESET_MS } from './allowances.ts'

/** Twenty round trips a window, whatever it allows. */
const CHUNKS = 20
/** Slower than this, the port counts as failing: calls do not wait for it any longer. */
const SLOW_MS = 250
/** How long a failing port is left alone. */
const REST_MS = 5_000
/**
 * What part of an allowance an engine lets through by itself while the port fails: the last chunk, and
 * then a quarter, so that up to four engines that are cut off together stay below what is allowed.
 */
const OWN_SHARE = 4

export type Wait = (ms: number, signal?: AbortSignal) => Promise<void>

export interface ChunkOptions {
  readonly allowances: Allowances
  readonly key: AllowanceKey
  readonly perWindow: number
  readonly windowSeconds: number
  readonly now: () => number
  readonly wait: Wait
}

/** What one engine holds of an allowance that all of them share. */
export class Chunk {
  readonly #options: ChunkOptions
  /** Units of one lease. */
  readonly size: number
  #left = 0
  #resetAt = 0
  #spentUntil = 0
  #failingUntil = 0
  #asking: Promise<void> | undefined
  #reported = { remaining: Number.POSITIVE_INFINITY, resetAt: 0 }

  constructor(options: ChunkOptions) {
    this.#options = options
    this.size = Math.max(1, Math.floor(options.perWindow / CHUNKS))
  }

  /** What this engine may spend in a window, by its own count: less while it is on its own. */
  get limit(): number {
    const { perWindow } = this.#options
    return this.failing ? Math.max(1, Math.floor(perWindow / OWN_SHARE)) : perWindow
  }

  /** Whether the port is left alone, since it failed. */
  get failing(): boolean {
    return this.#options.now() < this.#failingUntil
  }

  /** When that many may be taken; `undefined` where that has to be asked. */
  freeAt(units: number): number | undefined {
    const now = this.#options.now()
    if (this.#held(now) >= units || this.failing) return now
    return now < this.#spentUntil ? this.#spentUntil : undefined
  }

  take(units: number): void {
    const held = this.#held(this.#options.now())
    this.#left = Math.max(0, held - units)
  }

  /** Asks for more. Resolves when it is known, or when nobody should wait for it any longer; never rejects. */
  ask(units: number): Promise<void> {
    this.#asking ??= this.#ask(units).finally(() => {
      this.#asking = undefined
    })
    return this.#asking
  }

  /** Passes on what the third party says, where it is little, and no oftener than leases are taken. */
  report(remaining: number, resetAt: number | undefined): void {
    if (resetAt === undefined || resetAt <= this.#options.now() || remaining >= 2 * this.size) return
    const { remaining: before, resetAt: until } = this.#reported
    const fell = before - remaining >= this.size || (remaining === 0 && before > 0)
    if (!fell && resetAt - until < SAME_RESET_MS) return
    this.#reported = { remaining, resetAt }
    const { allowances, key } = this.#options
    // What one engine could not pass on, the others hear from the third party themselves.
    allowances.report(key, { remaining, resetAt: new Date(resetAt) }).catch(() => {})
  }

  #held(now: number): number {
    return now < this.#resetAt ? this.#left : 0
  }

  async #ask(units: number): Promise<void> {
    const { allowances, key, perWindow, windowSeconds, now, wait } = this.#options
    const wanted = Math.max(this.size, units - this.#held(now()))
    const leased = allowances
      .lease({ key, units: wanted, perWindow, windowSeconds })
      .then((lease) => this.#receive(lease))
      .catch(() => this.#fail())
    const slow = new AbortController()
    const late = wait(SLOW_MS, slow.signal).then(
      () => this.#fail(),
      () => {},
    )
    await Promise.race([leased, late])
    slow.abort()
  }

  /** Also when it comes late: what was granted is ours. */
  #receive({ granted, resetAt }: Lease): void {
    const now = this.#options.now()
    const held = this.#held(now)
    // A window that is over already would be asked for again and again.
    this.#failingUntil = resetAt.getTime() <= now ? now + REST_MS : 0
    this.#left = held + granted
    this.#resetAt = resetAt.getTime()
    if (granted === 0) this.#spentUntil = this.#resetAt
  }

  #fail(): void {
    this.#failingUntil = this.#options.now() + REST_MS
  }
}
