import { LRUCache } from 'lru-cache'

const MAX_APPLICATIONS = 10_000
/** What one engine asks of one application's token endpoint ahead of need. */
const PER_SECOND = 5
const AT_ONCE = 5
/** When those come again that were sent away: spread over the time that all of them take. */
const LEAST_PAUSE_MS = 60_000
const LONGEST_PAUSE_MS = 3_600_000

export interface RefreshGovernorOptions {
  /** Milliseconds of a clock that is never set. */
  readonly monotonic: () => number
  /** From 0 up to, and without, 1. */
  readonly random: () => number
}

interface Lane {
  underWay: number
  tokens: number
  filledAt: number
  /** How many were sent away since the last time when everybody was let in. */
  waiting: number
}

export type Admission = { readonly leave: () => void } | { readonly comeAgainInMs: number }

/**
 * Lets so many refreshes through that are ahead of need: after a time without the engine a hundred thousand may be due
 * at the same moment, and one application is all that its vendor sees of them.
 */
export class RefreshGovernor {
  readonly #options: RefreshGovernorOptions
  readonly #lanes = new LRUCache<string, Lane>({ max: MAX_APPLICATIONS })

  constructor(options: RefreshGovernorOptions) {
    this.#options = options
  }

  enter(application: string): Admission {
    const lane = this.#laneOf(application)
    if (lane.underWay >= AT_ONCE || lane.tokens < 1) {
      lane.waiting += 1
      return { comeAgainInMs: this.#pauseOf(lane) }
    }
    lane.tokens -= 1
    lane.underWay += 1
    lane.waiting = Math.max(0, lane.waiting - 1)
    let left = false
    return {
      leave: () => {
        if (!left) lane.underWay -= 1
        left = true
      },
    }
  }

  #pauseOf({ waiting }: Lane): number {
    const all = Math.min(LONGEST_PAUSE_MS, Math.max(LEAST_PAUSE_MS, (waiting / PER_SECOND) * 1000))
    return Math.ceil(all * (0.1 + 0.9 * this.#options.random()))
  }

  #laneOf(application: string): Lane {
    const now = this.#options.monotonic()
    const lane = this.#lanes.get(application) ?? { underWay: 0, tokens: AT_ONCE, filledAt: now, waiting: 0 }
    lane.tokens = Math.min(AT_ONCE, lane.tokens + ((now - lane.filledAt) / 1000) * PER_SECOND)
    lane.filledAt = now
    this.#lanes.set(application, lane)
    return lane
  }
}
