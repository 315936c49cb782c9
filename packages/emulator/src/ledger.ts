import { hash } from 'node:crypto'
import type { Violation } from './request-check.ts'

/** What the description says of a request: it fits, it departs in a way the vendor lets pass, or it was turned away. */
export type Verdict = 'valid' | 'tolerated' | 'refused'

/** One request as the emulator saw it. */
export interface LedgerEntry {
  /** Milliseconds since 1970, from the emulator's clock. */
  readonly time: number
  readonly method: string
  readonly path: string
  /** Method and path template of the operation that was matched, e.g. `GET /orgs/{org}`. */
  readonly operation: string | null
  readonly query: Readonly<Record<string, string>>
  /** The headers that a test may ask about; never `authorization`. */
  readonly headers: Readonly<Record<string, string>>
  /** SHA-256 in hex of the token that was presented, without its scheme. */
  readonly credential: string | null
  readonly verdict: Verdict
  readonly violations: readonly Violation[]
  /** Kind of the fault that was played, if one was. */
  readonly fault: string | null
  /** Status of the answer; `null` when none was given. */
  readonly status: number | null
}

/** Every member that is given has to agree. `token` is hashed and compared with the credential. */
export type LedgerQuery = Partial<
  Pick<LedgerEntry, 'method' | 'path' | 'operation' | 'credential' | 'verdict' | 'fault' | 'status'>
> & { readonly token?: string }

const CAPACITY = 100_000

/**
 * The requests an emulator has seen, oldest first. It keeps the latest 100,000; `dropped` counts the rest.
 *
 * @example
 * ```ts
 * github.ledger.count({ operation: 'POST /repos/{owner}/{repo}/issues' })
 * github.ledger.requests({ token: 'ghp_example', verdict: 'refused' })
 * ```
 */
export class Ledger {
  #entries: LedgerEntry[] = []
  #dropped = 0

  get dropped(): number {
    return this.#dropped
  }

  record(entry: LedgerEntry): void {
    if (this.#entries.length >= CAPACITY) this.#dropped += this.#entries.splice(0, CAPACITY / 10).length
    this.#entries.push(entry)
  }

  requests(query: LedgerQuery = {}): readonly LedgerEntry[] {
    const { token, ...rest } = query
    const wanted = Object.entries(token === undefined ? rest : { ...rest, credential: credentialHash(token) })
    return this.#entries.filter((entry) =>
      wanted.every(([key, value]) => entry[key as keyof LedgerEntry] === value),
    )
  }

  count(query: LedgerQuery = {}): number {
    return this.requests(query).length
  }

  clear(): void {
    this.#entries = []
    this.#dropped = 0
  }
}

export function credentialHash(token: string): string {
  return hash('sha256', token)
}
