/** Into so many slots a window is cut: what is spent comes back up to one slot late, never early. */
const SLOTS = 20

interface Slot {
  /** When its units come back, in milliseconds since the epoch. */
  readonly back: number
  units: number
}

/**
 * What was spent of `units` in `seconds`, however the window is laid: whoever spends no more than is
 * free here never spends more than `units` in any stretch of `seconds`. A third party may begin its window
 * at any time, so one that starts at a time of our own would let twice as much through around its end.
 */
export class SpentWindow {
  readonly #slotMs: number
  readonly #windowMs: number
  #slots: Slot[] = []
  #spent = 0

  constructor(seconds: number) {
    this.#windowMs = seconds * 1000
    this.#slotMs = this.#windowMs / SLOTS
  }

  spend(units: number, now: number): void {
    if (units === 0) return
    this.#release(now)
    const back = (Math.floor(now / this.#slotMs) + 1) * this.#slotMs + this.#windowMs
    const latest = this.#slots.at(-1)
    // A clock that was set back adds to the latest slot: nothing comes back early.
    if (latest !== undefined && latest.back >= back) latest.units += units
    else this.#slots.push({ back, units })
    this.#spent += units
  }

  spent(now: number): number {
    this.#release(now)
    return this.#spent
  }

  /** When that many more can be spent; of more than `limit` the last. */
  freeAt(units: number, limit: number, now: number): number {
    this.#release(now)
    const last = ((units - 1) % limit) + 1
    const windows = (units - last) / limit
    return this.#backTo(limit - last, now) + windows * this.#windowMs
  }

  /** When no more than that counts as spent. */
  #backTo(spent: number, now: number): number {
    let left = this.#spent
    let at = now
    for (const { back, units } of this.#slots) {
      if (left <= spent) break
      left -= units
      at = back
    }
    return at
  }

  #release(now: number): void {
    while (this.#slots[0] !== undefined && this.#slots[0].back <= now) {
      this.#spent -= this.#slots.shift()?.units ?? 0
    }
  }
}
