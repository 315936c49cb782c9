import type { Bucket } from '@sallyport/definition'
import type { UpstreamAnswer } from '../send/upstream.ts'
import { SpentWindow } from './spent-window.ts'
import { readTelling, Told } from './told.ts'

/** A third party that says "too many" and no more is left alone for a moment. */
const UNSAID_MS = 1_000
/** What a call takes as long as none has ended. */
const FIRST_GUESS_MS = 500

/** How a call ended that the meter let through. */
export interface Ended {
  readonly answer?: Pick<UpstreamAnswer, 'status' | 'headers'> | undefined
  readonly retryAt?: Date | undefined
}

/** A call under way: what it counts, and since when. */
export interface Started {
  readonly units: number
  readonly at: number
}

/** How one bucket stands: by the third party's word where there is one, and by our own count otherwise. */
export class Meter {
  readonly #bucket: Bucket
  readonly #window: SpentWindow | undefined
  readonly told: Told
  #closedUntil = 0
  #calls = 0
  #units = 0
  #callMs = FIRST_GUESS_MS

  constructor(bucket: Bucket) {
    const { allows } = bucket
    this.#bucket = bucket
    this.#window = allows && new SpentWindow(allows.seconds)
    this.told = new Told(allows && allows.units / (allows.seconds * 1000))
  }

  get underWay(): number {
    return this.#calls
  }

  get hasRoom(): boolean {
    return this.#calls < (this.#bucket.concurrency ?? Number.POSITIVE_INFINITY)
  }

  /** What is left by the third party's word, less what is under way: it may have counted that or not. */
  left(now: number): number | undefined {
    const left = this.told.left(now)
    return left === undefined ? undefined : Math.max(0, left - this.#units)
  }

  /** What is left as far as anybody knows. */
  known(limit: number | undefined, now: number): number | undefined {
    const declared = limit === undefined ? undefined : limit - (this.#window?.spent(now) ?? 0)
    const left = this.told.left(now) ?? declared
    return left === undefined ? undefined : now < this.#closedUntil ? 0 : Math.max(0, left)
  }

  /**
   * When that many units may go, as far as is known; of more than the allowance the last of them.
   *
   * @param limit What may be spent in a window by our own count.
   */
  freeAt(units: number, limit: number | undefined, now: number): number {
    const open = Math.max(now, this.#closedUntil)
    const left = this.left(open)
    if (left !== undefined) {
      return left >= units ? open : Math.max(open, this.#backAt(units - left, open))
    }
    if (this.#window === undefined || limit === undefined) return open
    return Math.max(open, this.#window.freeAt(units, limit, open))
  }

  /** When so many further calls will have found room. */
  roomAt(calls: number, now: number): number {
    const { concurrency } = this.#bucket
    if (concurrency === undefined || this.#calls + calls <= concurrency) return now
    return now + Math.ceil((this.#calls + calls - concurrency) / concurrency) * this.#callMs
  }

  start(units: number, now: number): void {
    this.#calls += 1
    this.#units += units
    this.#window?.spend(units, now)
  }

  end({ units, at }: Started, { answer, retryAt }: Ended, now: number): void {
    this.#calls -= 1
    this.#units -= units
    this.#callMs += (now - at - this.#callMs) / 8
    this.#hear(units, answer, now)
    if (retryAt !== undefined) this.#close(retryAt.getTime())
    else if (answer?.status === 429) this.#close(this.#reopens(now))
  }

  #hear(units: number, answer: Ended['answer'], now: number): void {
    const telling = this.#bucket.read && answer && readTelling(this.#bucket.read, answer.headers, now)
    if (telling?.remaining === undefined) {
      // Nobody knows whether it was counted; so it was.
      this.told.lose(units)
    } else {
      this.told.hear(telling, now)
      this.#window?.spend(Math.max(0, (telling.cost ?? units) - units), now)
    }
  }

  #reopens(now: number): number {
    return this.told.left(now) === 0 ? this.told.backAt(1, now) : now + UNSAID_MS
  }

  #close(until: number): void {
    this.#closedUntil = Math.max(this.#closedUntil, until)
  }

  /** When the third party will have so many more; after a reset it has what the definition declares. */
  #backAt(missing: number, now: number): number {
    const { allows } = this.#bucket
    const back = this.told.backAt(missing, now)
    if (allows === undefined || this.told.resetAt === undefined) return back
    return back + Math.floor((missing - 1) / allows.units) * allows.seconds * 1000
  }
}
