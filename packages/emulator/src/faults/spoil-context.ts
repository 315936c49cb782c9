import type { JsonObject } from '../json.ts'
import type { ReceivedRequest } from '../receive/received-request.ts'
import type { Answer, Outcome } from '../respond/answer.ts'
import type { Fault, FaultKind } from './fault.ts'

/** What a refusal is called where the vendor's words for it are looked up. */
export type ProblemName =
  | 'invalid_credential'
  | 'forbidden'
  | 'rate_limited'
  | 'secondary_rate_limited'
  | 'too_many_requests'
  | 'not_found'
  | 'conflict'
  | 'invalid'
  | 'server_error'
  | 'bad_gateway'
  | 'unavailable'
  | 'gateway_timeout'
  | 'in_band'

/** What playing a fault needs of the vendor and of the request. */
export interface SpoilContext {
  readonly operation: string | undefined
  readonly request: ReceivedRequest
  /** The emulator's own origin. */
  readonly origin: string
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** From 0 up to 1, seeded. */
  readonly random: () => number
  /** The vendor's own words for a problem, with the variables `retryAfter`, `resetAfter` (seconds), `errors`, `error`, `message`. */
  readonly problem: (name: ProblemName, variables?: JsonObject) => Answer
  /** Lets the request take effect and gives the true answer. */
  readonly answer: () => Answer | Promise<Answer>
  /** The true answer, said to have a next page: this one again, another one for ever, or for ever an empty one. */
  readonly lyingPage: (how: 'repeat' | 'endless' | 'empty') => Answer | Promise<Answer>
}

/** How one kind is played. */
export type Play<Kind extends FaultKind> = (
  fault: Extract<Fault, { kind: Kind }>,
  context: SpoilContext,
) => Outcome | Promise<Outcome>

/** How some kinds are played. */
export type Plays<Kinds extends FaultKind> = { readonly [Kind in Kinds]: Play<Kind> }
