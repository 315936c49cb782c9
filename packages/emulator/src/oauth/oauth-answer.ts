import type { Json } from '../json.ts'
import type { Violation } from '../receive/checked-request.ts'
import type { Answer } from '../respond/answer.ts'

/** What can be said of a request before anything happens. */
export interface OAuthRequest {
  /** `POST /oauth/token` */
  readonly operation: string
  /** Members of the query that are not secret. */
  readonly query: Readonly<Record<string, Json>>
  /** SHA-256 in hex of everything secret, by its name. */
  readonly presented: Readonly<Record<string, string>>
  /** Departures from the standard that can be seen without knowing what was issued. */
  readonly violations: readonly Violation[]
  /** Members of the form that are not secret; `null` without a form. */
  readonly body: Json
}

/** A request that has been read, and has had no effect. */
export interface OAuthReading extends OAuthRequest {
  /** Lets it take effect: a token is given, rotated or revoked when it settles. */
  answer(): Promise<Answer>
}

/** A request with its true answer. */
export interface OAuthAnswer extends OAuthRequest {
  readonly answer: Answer
}

/** What the endpoints hand on: the answer with the departures that only it shows. */
export interface Settled {
  readonly answer: Answer
  readonly violations: readonly Violation[]
}

export interface Unsettled extends OAuthRequest {
  settle(): Promise<Settled>
}
