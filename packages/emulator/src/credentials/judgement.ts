import type { Violation } from '../receive/checked-request.ts'
import type { ReceivedRequest } from '../receive/received-request.ts'
import type { KeyRing } from './key-ring.ts'
import type { CredentialProblem } from './visitor.ts'

/** Where a credential stands in a request. */
export type Spot = Pick<Violation, 'in'> & { readonly field: string }

/** What one scheme finds of a request that uses it. */
export interface Judgement {
  readonly spot: Spot
  /** Hash of the credential. */
  readonly credential: string
  readonly subject: string | undefined
  readonly scopes: readonly string[] | undefined
  /** Milliseconds since 1970, where it ends. */
  readonly expiresAt?: number
  readonly problem: CredentialProblem | undefined
  readonly violation: Violation | undefined
}

/** `undefined`: the request does not use the scheme. */
export type Judge = (request: ReceivedRequest) => Judgement | Promise<Judgement> | undefined

/** What every scheme judges with. */
export interface JudgeContext {
  readonly ring: KeyRing
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly hash: (secret: string) => string
  readonly issued: AskIssued | undefined
}

/** Access tokens of an authorization server; `undefined` for one that it never gave out. */
export type AskIssued = (token: string) => Promise<IssuedToken | 'expired' | undefined>

export interface IssuedToken {
  readonly subject?: string
  readonly scopes?: readonly string[]
  readonly expiresAt?: number
}

/** What is wrong with a credential. */
export interface Flaw {
  readonly code: Violation['code']
  readonly message: string
  /** Default: the spot of the credential. */
  readonly spot?: Spot
  readonly expired?: boolean
}

/** A credential and where it stands. */
export type Evidence = Pick<Judgement, 'spot' | 'credential'>

export function letIn(evidence: Evidence, holder: IssuedToken): Judgement {
  const { spot, credential } = evidence
  return {
    spot,
    credential,
    subject: holder.subject,
    scopes: holder.scopes,
    ...(holder.expiresAt !== undefined && { expiresAt: holder.expiresAt }),
    problem: undefined,
    violation: undefined,
  }
}

export function turnAway(evidence: Evidence, flaw: Flaw): Judgement {
  const { spot, credential } = evidence
  const problem = flaw.expired ? 'expired_credential' : 'invalid_credential'
  const violation = { ...(flaw.spot ?? spot), code: flaw.code, message: flaw.message }
  return { spot, credential, subject: undefined, scopes: undefined, problem, violation }
}
