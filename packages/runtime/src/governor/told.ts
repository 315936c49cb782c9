import type { BucketHeaders } from '@sallyport/definition'
import { headerOf, type ReadonlyHeaders } from '../send/upstream.ts'
import { SAME_RESET_MS } from './allowances.ts'

/** A third party that names a later time is wrong or hostile. */
const MAX_RESET_MS = 24 * 3600 * 1000
/** How long a word without an end is believed, where nothing says how fast units come back. */
const UNTIMED_MS = 1_000

const NUMBER = /^-?\d{1,15}(?:\.\d{1,9})?$/

export interface Telling {
  readonly remaining?: number
  readonly resetAt?: number
  readonly cost?: number
}

/** Reads what an answer tells of its bucket. What is no number is left out. */
export function readTelling(read: BucketHeaders, headers: ReadonlyHeaders, now: number): Telling {
  const remaining = numberIn(headers, read.remaining)
  const reset = read.reset && numberIn(headers, read.reset.header)
  const cost = read.cost === undefined ? undefined : numberIn(headers, read.cost)
  return {
    ...(remaining !== undefined && { remaining: Math.max(0, Math.floor(remaining)) }),
    ...(read.reset && reset !== undefined && { resetAt: resetAt(reset, read.reset.as, now) }),
    ...(cost !== undefined && cost >= 0 && { cost: Math.ceil(cost) }),
  }
}

type ResetForm = NonNullable<BucketHeaders['reset']>['as']

function resetAt(value: number, as: ResetForm, now: number): number {
  const at = { 'unix-seconds': value * 1000, 'unix-milliseconds': value, seconds: now + value * 1000 }[as]
  return Math.min(Math.max(Math.ceil(at), now), now + MAX_RESET_MS)
}

function numberIn(headers: ReadonlyHeaders, name: string): number | undefined {
  const text = headerOf(headers, name.toLowerCase())?.trim() ?? ''
  return NUMBER.test(text) ? Number(text) : undefined
}

/** How a bucket stands by the third party's own word. */
export class Told {
  readonly #perMs: number
  #remaining = 0
  #at = 0
  #resetAt: number | undefined
  #known = false

  /** @param perMs Units that come back in a millisecond, where that is known. */
  constructor(perMs: number | undefined) {
    this.#perMs = perMs ?? 0
  }

  hear({ remaining, resetAt }: Telling, now: number): void {
    if (remaining === undefined) return
    const known = this.left(now) !== undefined ? this.#resetAt : undefined
    const later = known === undefined || resetAt === undefined ? undefined : resetAt - known
    // Answers overtake each other: within one window what is left only falls.
    if (later !== undefined && later <= -SAME_RESET_MS) return
    const same = later !== undefined && later < SAME_RESET_MS
    this.#remaining = same ? Math.min(this.#remaining, remaining) : remaining
    this.#resetAt = same ? known : resetAt
    this.#at = now
    this.#known = true
  }

  /** Units that an answer without a word has cost all the same. */
  lose(units: number): void {
    this.#remaining = Math.max(0, this.#remaining - units)
  }

  /** `undefined` where nothing is known, or no longer. */
  left(now: number): number | undefined {
    if (!this.#known || now >= this.lapsesAt) return undefined
    const back = this.#resetAt === undefined ? (now - this.#at) * this.#perMs : 0
    return Math.floor(this.#remaining + back)
  }

  get resetAt(): number | undefined {
    return this.#resetAt
  }

  get lapsesAt(): number {
    if (this.#resetAt !== undefined) return this.#resetAt
    return this.#perMs > 0 ? Number.POSITIVE_INFINITY : this.#at + UNTIMED_MS
  }

  /** When that many more than are left now will be there. */
  backAt(missing: number, now: number): number {
    if (this.#resetAt === undefined && this.#perMs > 0) return now + Math.ceil(missing / this.#perMs)
    return this.lapsesAt
  }
}
