import { setImmediate as turn } from 'node:timers/promises'
import type { Wait } from '../chunk.ts'

interface Timer {
  readonly at: number
  readonly ring: () => void
}

/** A clock that stands still until it is told to go on. */
export class FakeTime {
  #now = Date.UTC(2026, 0, 1)
  readonly #timers = new Set<Timer>()

  readonly now = () => this.#now

  readonly wait: Wait = (ms, signal) =>
    new Promise((resolve, reject) => {
      const timer = { at: this.#now + ms, ring: resolve }
      this.#timers.add(timer)
      signal?.addEventListener('abort', () => {
        this.#timers.delete(timer)
        reject(signal.reason)
      })
    })

  /** How many wait for the time to come. */
  get waiting(): number {
    return this.#timers.size
  }

  /** Rings whatever is due until then, in its order. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms
    await turn()
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#timers.delete(next)
      this.#now = Math.max(this.#now, next.at)
      next.ring()
      await turn()
    }
    this.#now = end
  }

  #next(end: number): Timer | undefined {
    const due = [...this.#timers].filter(({ at }) => at <= end)
    return due.sort((a, b) => a.at - b.at)[0]
  }
}
