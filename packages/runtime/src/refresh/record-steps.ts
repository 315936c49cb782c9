import type { Credential } from '../authorize/credential.ts'
import type { CredentialRecord, CredentialState, LeaseIntent, Outcome } from './credential-store.ts'

/** What a store without a language of its own keeps of a credential: all of its record but the time. */
export type KeptRecord = Omit<CredentialRecord, 'now'>

/** A credential as it begins. */
export function firstRecord(credential: Credential): KeptRecord {
  return {
    version: 1,
    credential,
    state: 'active',
    attempt: { phase: 'settled', fence: 0, until: 0, presentations: 0, presentedAt: undefined },
    settlement: 0,
    failures: 0,
    retryAt: undefined,
    refusedAt: undefined,
    spare: undefined,
  }
}

/** The steps of the port as changes of a record: each gives the record after it, or nothing where it may not be done. */
export function leased(kept: KeptRecord, intent: LeaseIntent, now: number): KeptRecord | undefined {
  const { version, state, attempt, retryAt, refusedAt } = kept
  const { phase, until, fence } = attempt
  if (version !== intent.version || state === 'needs_reauth' || state === 'revoked') return undefined
  if (retryAt !== undefined && retryAt > now) return undefined
  const rest = phase === 'sent' ? intent.quarantineMs : 0
  if (phase !== 'settled' && until + rest > now) return undefined
  return {
    ...kept,
    attempt: { ...attempt, phase: 'leased', fence: fence + 1, until: now + intent.leaseMs },
    refusedAt: intent.cause === 'refusal' ? now : refusedAt,
  }
}

export interface Hold {
  readonly fence: number
  readonly leaseMs: number
  readonly now: number
}

export function marked(kept: KeptRecord, { fence, leaseMs, now }: Hold): KeptRecord | undefined {
  const { attempt } = kept
  if (attempt.fence !== fence || attempt.phase !== 'leased' || attempt.until <= now) return undefined
  const { presentations, presentedAt = now } = attempt
  return {
    ...kept,
    attempt: {
      ...attempt,
      phase: 'sent',
      until: now + leaseMs,
      presentations: presentations + 1,
      presentedAt,
    },
  }
}

export function renewed(kept: KeptRecord, { fence, leaseMs, now }: Hold): KeptRecord | undefined {
  const { attempt } = kept
  if (attempt.fence !== fence || attempt.phase === 'settled' || attempt.until <= now) return undefined
  return { ...kept, attempt: { ...attempt, until: now + leaseMs } }
}

export function saved(kept: KeptRecord, version: number, credential: Credential): KeptRecord {
  const settlement = kept.settlement + 1
  if (kept.version !== version) {
    const state = kept.state === 'needs_reauth' ? 'degraded' : kept.state
    return { ...kept, state, settlement, spare: credential }
  }
  return {
    ...kept,
    version: version + 1,
    credential,
    state: kept.state === 'revoked' ? 'revoked' : 'active',
    attempt: { ...kept.attempt, phase: 'settled', presentations: 0, presentedAt: undefined },
    settlement,
    failures: 0,
    retryAt: undefined,
    spare: undefined,
  }
}

export function settled(
  kept: KeptRecord,
  outcome: Outcome,
  { fence, now }: Pick<Hold, 'fence' | 'now'>,
): KeptRecord | undefined {
  const { attempt } = kept
  if (attempt.fence !== fence || attempt.phase === 'settled') return undefined
  const after = { ...kept, settlement: kept.settlement + 1 }
  const over = { ...attempt, phase: 'settled', until: now } as const
  const harmless = { ...after, attempt: attempt.phase === 'sent' ? takenBack(over) : over }
  switch (outcome.kind) {
    case 'not_sent':
      return resting(harmless, now + outcome.retryInMs)
    case 'unknown':
      return { ...after, failures: kept.failures + 1, attempt: { ...attempt, until: now } }
    case 'refused':
      return { ...after, attempt: over, ...refused(kept, outcome.spare) }
    case 'failed':
      return { ...resting(harmless, now + outcome.retryInMs), state: worse(kept.state) }
    case 'application':
      return { ...harmless, retryAt: now + outcome.retryInMs }
  }
}

function resting(kept: KeptRecord, retryAt: number): KeptRecord {
  return { ...kept, failures: kept.failures + 1, retryAt }
}

/** What was not sent, or was answered with a refusal of something else, used nothing up. */
function takenBack(attempt: KeptRecord['attempt']): KeptRecord['attempt'] {
  const presentations = attempt.presentations - 1
  return presentations > 0
    ? { ...attempt, presentations }
    : { ...attempt, presentations: 0, presentedAt: undefined }
}

function refused({ state, spare }: KeptRecord, tried: boolean): Pick<KeptRecord, 'state' | 'spare'> {
  if (state === 'revoked') return { state, spare }
  return spare !== undefined && !tried
    ? { state: 'degraded', spare }
    : { state: 'needs_reauth', spare: undefined }
}

function worse(state: CredentialState): CredentialState {
  return state === 'active' ? 'degraded' : state
}
