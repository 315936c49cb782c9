import { Alarm } from './alarm.ts'
import type { Chunk, Wait } from './chunk.ts'
import type { Ended, Meter, Started } from './meter.ts'
import { SOON_MS, TooLate, type Turn, WaitingTurns } from './waiting-turns.ts'

export interface GateOptions {
  readonly meter: Meter
  /** Where engines share what is allowed. */
  readonly chunk: Chunk | undefined
  /** What may be spent in a window by our own count, without the chunk. */
  readonly limit: number | undefined
  readonly now: () => number
  readonly wait: Wait
}

/** Lets the calls of one bucket through, as the meter says and in turn. */
export class Gate {
  readonly #options: GateOptions
  readonly #turns: WaitingTurns
  readonly #alarm: Alarm
  #asking = false

  constructor(options: GateOptions) {
    this.#options = options
    this.#turns = new WaitingTurns(options)
    this.#alarm = new Alarm({ ...options, ring: () => this.#serve() })
  }

  /** Whether it holds nobody: then it may be forgotten. */
  get idle(): boolean {
    return this.#turns.size === 0 && this.#options.meter.underWay === 0
  }

  /** What may be spent in a window by our own count. */
  get limit(): number | undefined {
    return this.#options.chunk?.limit ?? this.#options.limit
  }

  /**
   * Resolves when the turn has come, or at once with the time when it would, where that is too late.
   * Rejects with the reason of the turn's signal.
   */
  async enter(turn: Turn): Promise<Started | TooLate> {
    if (this.#turns.size === 0 && this.#mayGo(turn.units)) return this.#go(turn)
    const expected = this.#expected(turn)
    if (expected > turn.deadline) return new TooLate(expected)
    if (this.#turns.isFullFor(turn.caller)) return new TooLate(Math.max(expected, this.#soon()))
    const came = this.#turns.wait(turn, () => this.#serve())
    this.#serve()
    const outcome = await came
    return outcome === 'turn' ? { units: turn.units, at: this.#options.now() } : outcome
  }

  #go({ units }: Turn): Started {
    this.#start(units)
    return { units, at: this.#options.now() }
  }

  leave(started: Started, ended: Ended): void {
    const { meter, chunk, now } = this.#options
    meter.end(started, ended, now())
    const left = meter.told.left(now())
    if (ended.retryAt !== undefined) chunk?.report(0, ended.retryAt.getTime())
    else if (left !== undefined) chunk?.report(left, meter.told.resetAt)
    this.#serve()
  }

  /** Lets go whoever may. */
  #serve(): void {
    for (let next = this.#turns.peek(); next !== undefined; next = this.#turns.peek()) {
      if (!this.#mayGo(next.units)) break
      this.#turns.shift()
      this.#start(next.units)
      next.settle('turn')
    }
    this.#rest()
  }

  #mayGo(units: number): boolean {
    const { meter, now } = this.#options
    const at = this.#freeAt(units)
    return at !== undefined && at <= now() && meter.hasRoom
  }

  /** Counted at once, and not when the call hears of it: the next in the queue is looked at before that. */
  #start(units: number): void {
    const { meter, chunk, now } = this.#options
    if (this.#leases(units)) chunk?.take(units)
    meter.start(units, now())
  }

  /** Sees to it that whoever is next is looked at in time, and that nobody waits in vain. */
  #rest(): void {
    if (this.#turns.size === 0) {
      this.#alarm.clear()
      return
    }
    const { now } = this.#options
    const next = this.#turns.peek()
    const at = next && this.#freeAt(next.units)
    if (next !== undefined && at === undefined) this.#ask(next.units)
    // Nobody goes before that.
    const earliest = Math.max(at ?? 0, now())
    this.#turns.refuseBefore(earliest, Math.max(earliest, this.#soon()))
    if (at !== undefined && at > now() && this.#turns.size > 0) this.#alarm.set(at)
    else this.#alarm.clear()
  }

  #ask(units: number): void {
    if (this.#asking) return
    this.#asking = true
    void this.#options.chunk?.ask(units).then(() => {
      this.#asking = false
      this.#serve()
    })
  }

  /** When so many units may go; `undefined` where the chunk has to be asked. */
  #freeAt(units: number): number | undefined {
    const { meter, chunk, now } = this.#options
    const metered = meter.freeAt(units, this.limit, now())
    if (metered > now() || !this.#leases(units)) return metered
    return chunk?.freeAt(units)
  }

  /** Where the third party says that there is plenty, engines need not share it out. */
  #leases(units: number): boolean {
    const { meter, chunk, now } = this.#options
    if (chunk === undefined) return false
    const left = meter.left(now())
    return left === undefined || left < 2 * chunk.size + units
  }

  #expected({ caller, units }: Turn): number {
    const { meter, chunk, now } = this.#options
    const ahead = this.#turns.ahead(caller)
    const leased = this.#leases(units) ? chunk?.freeAt(units) : undefined
    return Math.max(
      meter.freeAt(ahead.units + units, this.limit, now()),
      meter.roomAt(ahead.calls + 1, now()),
      leased ?? 0,
    )
  }

  #soon(): number {
    return this.#options.now() + SOON_MS
  }
}
