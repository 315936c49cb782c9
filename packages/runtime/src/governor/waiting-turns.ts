import type { Wait } from './chunk.ts'
import { FairQueue } from './fair-queue.ts'

const MAX_WAITING = 1_000
const MAX_WAITING_OF_CALLER = 200
/** What is said where no better time is known. */
export const SOON_MS = 1_000

/** A call that wants to go. */
export interface Turn {
  /** Whose turns are served one after the other, between those of others. */
  readonly caller: string
  readonly units: number
  /** The latest time to go, in milliseconds since the epoch. */
  readonly deadline: number
  readonly signal?: AbortSignal | undefined
}

/** A turn that would come too late; `at` is when it may come. */
export class TooLate {
  readonly at: number

  constructor(at: number) {
    this.at = at
  }
}

interface Waiter extends Turn {
  readonly settle: (outcome: 'turn' | TooLate) => void
}

/** The calls that wait for one bucket, within bounds. */
export class WaitingTurns {
  readonly #options: { readonly now: () => number; readonly wait: Wait }
  readonly #queue = new FairQueue<Waiter>()

  constructor(options: { readonly now: () => number; readonly wait: Wait }) {
    this.#options = options
  }

  get size(): number {
    return this.#queue.size
  }

  isFullFor(caller: string): boolean {
    return this.#queue.size >= MAX_WAITING || this.#queue.sizeOf(caller) >= MAX_WAITING_OF_CALLER
  }

  /**
   * Lines a turn up, until its time is over; rejects with the signal's reason when it aborts.
   *
   * @param left Told when it has gone by itself, so that others may move up.
   */
  wait(turn: Turn, left: () => void): Promise<'turn' | TooLate> {
    const { now, wait } = this.#options
    return new Promise((resolve, reject) => {
      const settled = new AbortController()
      const settle = (outcome: 'turn' | TooLate) => {
        settled.abort()
        resolve(outcome)
      }
      const waiter = { ...turn, settle }
      const leave = (end: () => void) => {
        this.#queue.remove(turn.caller, waiter)
        end()
        left()
      }
      const abort = () => leave(() => reject(turn.signal?.reason))
      turn.signal?.addEventListener('abort', abort, { once: true, signal: settled.signal })
      // Measured once: a clock that is set back later makes nobody wait longer.
      wait(Math.max(1, turn.deadline + 1 - now()), settled.signal).then(
        () => leave(() => settle(new TooLate(now() + SOON_MS))),
        () => {},
      )
      this.#queue.push(turn.caller, waiter)
    })
  }

  /** Whose turn it is next. */
  peek(): Waiter | undefined {
    return this.#queue.peek()
  }

  /** Takes whom `peek` shows out of the queue. */
  shift(): void {
    this.#queue.shift()
  }

  /** Tells those who cannot wait until then. */
  refuseBefore(at: number, told: number): void {
    for (const waiter of [...this.#queue]) {
      if (waiter.deadline >= at) continue
      this.#queue.remove(waiter.caller, waiter)
      waiter.settle(new TooLate(told))
    }
  }

  /** How many would go before the next turn of a caller, and what they take. */
  ahead(caller: string): { readonly calls: number; readonly units: number } {
    let [calls, units] = [0, 0]
    for (const ahead of this.#queue.ahead(caller)) {
      calls += 1
      units += ahead.units
    }
    return { calls, units }
  }
}
