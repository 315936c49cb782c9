import type { AcceptedToken } from './accepted-credential.ts'
import { type Evidence, type Flaw, type Judgement, letIn, turnAway } from './judgement.ts'

export const UNKNOWN: Flaw = { code: 'invalid', message: 'is no credential of this server' }
export const EXPIRED: Flaw = { code: 'invalid', message: 'is expired', expired: true }

/** A token that was looked up: unknown, expired or good. */
export function judgeToken(evidence: Evidence, found: AcceptedToken | undefined, now: number): Judgement {
  if (!found) return turnAway(evidence, UNKNOWN)
  if (found.expiresAt !== undefined && found.expiresAt <= now) return turnAway(evidence, EXPIRED)
  return letIn(evidence, found)
}
