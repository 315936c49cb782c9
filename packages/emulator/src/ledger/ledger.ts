import type { LedgerEntry } from './ledger-entry.ts'
import { compileQuery, type LedgerQuery } from './ledger-query.ts'
import { seenInstead } from './seen-instead.ts'

const CAPACITY = 100_000
const BODY_BYTES = 100_000_000

/**
 * The requests an emulator has seen, oldest first. It keeps the latest 100,000, fewer where
 * their bodies have more than 100 MB; `dropped` counts the rest.
 * What expects something throws an `Error` that lists what was seen instead, without secrets.
 *
 * @example
 * ```ts
 * const ledger = new Ledger()
 * ledger.count({ verdict: 'refused' }) // 0
 * ledger.none({ method: 'DELETE' })
 * ```
 */
export class Ledger {
  #entries: LedgerEntry[] = []
  #dropped = 0
  /** Size of the bodies that are kept, as an estimate. */
  #bytes = 0

  get dropped(): number {
    return this.#dropped
  }

  /** `bytes` is the size of the body that came with the request. */
  record(entry: LedgerEntry, bytes = 0): void {
    // Many at a time, for each removal moves all that are kept.
    const isFull = this.#entries.length >= CAPACITY || this.#bytes > BODY_BYTES
    if (isFull) {
      this.#dropped += this.#entries.splice(0, Math.max(1, this.#entries.length / 10)).length
      this.#bytes *= 0.9
    }
    this.#entries.push(entry)
    if (entry.body !== null) this.#bytes += bytes
  }

  requests(query: LedgerQuery = {}): readonly LedgerEntry[] {
    return this.#entries.filter(compileQuery(query))
  }

  count(query: LedgerQuery = {}): number {
    const fits = compileQuery(query)
    let count = 0
    for (const entry of this.#entries) if (fits(entry)) count += 1
    return count
  }

  /** The one request that fits: `ledger.only({ token: refreshToken })`, `ledger.only({ method: 'POST', path: '/charges' })`. */
  only(query: LedgerQuery): LedgerEntry {
    const found = this.exactly(1, query)
    // `exactly` has counted it.
    return found[0] as LedgerEntry
  }

  /** So many requests that fit, neither more nor fewer. */
  exactly(expected: number, query: LedgerQuery): readonly LedgerEntry[] {
    const found = this.requests(query)
    if (found.length === expected) return found
    throw new Error(seenInstead({ expected, query, found, all: this.#entries }))
  }

  /** Nothing fits: `ledger.none({ token: revoked, since: revokedAt })`. */
  none(query: LedgerQuery): void {
    this.exactly(0, query)
  }

  clear(): void {
    this.#entries = []
    this.#dropped = 0
    this.#bytes = 0
  }
}
