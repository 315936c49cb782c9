const FIRST_MEMORY_MS = 1000
const LONGEST_MEMORY_MS = 15_000

/**
 * Remembers for a moment that a service did not answer, so that nobody asks it meanwhile: the moment
 * doubles while it stays away, and then one call tries before the others may.
 */
export class OutageMemory {
  readonly #monotonic: () => number
  /** Failures since the last answer. */
  #failures = 0
  #until = Number.NEGATIVE_INFINITY
  #isTried = false

  constructor(monotonic: () => number) {
    this.#monotonic = monotonic
  }

  /** Begins a call: gives what the memory was then, or `undefined` where no call may be made. */
  begin(): number | undefined {
    if (this.#failures > 0) {
      if (this.#isTried || this.#monotonic() < this.#until) return undefined
      this.#isTried = true
    }
    return this.#failures
  }

  /** Whether others have failed since a call began: then it need not find out for itself. */
  isKnownSince(begun: number): boolean {
    return this.#failures > begun
  }

  answered(): void {
    this.#failures = 0
    this.#isTried = false
  }

  /** Calls that began together fail together, and count once. */
  failed(begun: number): void {
    if (this.#failures !== begun) return
    const memoryMs = Math.min(FIRST_MEMORY_MS * 2 ** this.#failures, LONGEST_MEMORY_MS)
    this.#failures++
    this.#until = this.#monotonic() + memoryMs
    this.#isTried = false
  }
}
