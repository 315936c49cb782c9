const CAPACITY = 10_000
// RFC 8628, section 3.5: each slow_down adds this.
const PENALTY = 5

/** Who polls for a device code too fast, by the emulator's clock. */
export class DevicePolling {
  readonly #polls = new Map<string, { at: number; seconds: number }>()
  readonly #seconds: number
  readonly #now: () => number

  constructor(seconds: number, now: () => number) {
    this.#seconds = seconds
    this.#now = now
  }

  /** Notes a poll. `true`: it came before the interval had passed, which is 5 seconds longer from here on. */
  isTooFast(deviceCode: string): boolean {
    const now = this.#now()
    const before = this.#polls.get(deviceCode)
    if (!before) {
      if (this.#polls.size >= CAPACITY) this.#polls.delete([...this.#polls.keys()][0] ?? '')
      this.#polls.set(deviceCode, { at: now, seconds: this.#seconds })
      return false
    }
    const tooFast = now - before.at < before.seconds * 1000
    before.at = now
    if (tooFast) before.seconds += PENALTY
    return tooFast
  }
}
