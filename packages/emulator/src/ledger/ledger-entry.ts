import type { Json } from '../json.ts'
import type { Violation } from '../receive/checked-request.ts'

/** What the description says of a request: it fits, it departs in a way the vendor lets pass, or it was turned away. */
export type Verdict = 'valid' | 'tolerated' | 'refused'

/** One request as the emulator saw it. */
export interface LedgerEntry {
  /** Milliseconds since 1970, from the emulator's clock. */
  readonly time: number
  readonly method: string
  /** Path without the query, as it was sent. */
  readonly path: string
  /** The operation that was matched: `GET /orgs/{org}`, `POST /token`, or of GraphQL `mutation issueCreate`. */
  readonly operation: string | null
  readonly query: Readonly<Record<string, Json>>
  /** The headers that a test may ask about; never one that holds a credential. */
  readonly headers: Readonly<Record<string, string>>
  /** The decoded body up to 64 kB; `null` when there was none, it was larger, or it is one that carries secrets. */
  readonly body: Json
  /** SHA-256 in hex of the credential that was presented, without its scheme. */
  readonly credential: string | null
  /** SHA-256 in hex of everything secret that was presented, by its name: `authorization`, `refresh_token`, `code`, `client_secret`. */
  readonly presented: Readonly<Record<string, string>>
  readonly verdict: Verdict
  readonly violations: readonly Violation[]
  /** Kind of the fault that was played, if one was. */
  readonly fault: string | null
  /** Status of the answer; `null` when none was given. */
  readonly status: number | null
}
