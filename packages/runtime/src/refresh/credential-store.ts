import type { Credential } from '../authorize/credential.ts'

/** `pending`: never proved. `degraded`: its refresh fails, and it may still work. The last two need a person. */
export type CredentialState = 'pending' | 'active' | 'degraded' | 'needs_reauth' | 'revoked'

/**
 * Port: where one credential is kept, together with the attempt to refresh it. Every change is one atomic step on one
 * record, and every time is the store's own, in milliseconds since the epoch. Several processes use the same record.
 *
 * Errors of the store are `storage_unavailable` or `vault_unavailable`; a step that failed may have happened.
 */
export interface CredentialStore {
  /** As it stands now: never from a cache, never from a standby. `undefined` when it is gone. */
  read(): Promise<CredentialRecord | undefined>
  /**
   * Takes the right to refresh, in one step that raises the fence: only where `version` is still the stored one, its
   * state is neither `needs_reauth` nor `revoked`, nobody was told to wait (`retryAt`), no attempt is alive, and an
   * attempt of which nobody knows how it ended (`sent`) has been over for `quarantineMs`.
   * Everything that saving will need and that can fail is made ready before it answers.
   */
  lease(intent: LeaseIntent): Promise<Lease | undefined>
  /** Waits until the settlement counter is another than `settlement`, the time is over, or `signal` aborts. Never rejects. */
  settled(settlement: number, options: { readonly ms: number; readonly signal?: AbortSignal }): Promise<void>
}

export interface CredentialRecord {
  /** Counted from 1; grows by one with every credential that is saved, and with nothing else. */
  readonly version: number
  readonly credential: Credential
  readonly state: CredentialState
  readonly attempt: Attempt
  /** Moves with the outcome of every attempt, whatever it was. */
  readonly settlement: number
  /** Failures in a row, and until when nobody is to try again. */
  readonly failures: number
  readonly retryAt: number | undefined
  /** When a refusal (401) last made somebody refresh. */
  readonly refusedAt: number | undefined
  /** The answer of a refresh whose save came too late: tried before `needs_reauth` is said. */
  readonly spare: Credential | undefined
  /** The store's clock. */
  readonly now: number
}

/** `leased`: nothing was sent. `sent`: the refresh token may have been presented. */
export interface Attempt {
  readonly phase: 'settled' | 'leased' | 'sent'
  readonly fence: number
  /** Until when its holder is believed to be alive. */
  readonly until: number
  /** How often the refresh token of this version was presented, less the times that certainly used nothing up. */
  readonly presentations: number
  /** When it was presented for the first of these times. */
  readonly presentedAt: number | undefined
}

export interface LeaseIntent {
  readonly version: number
  /** Names the process and its attempt, for those who look. */
  readonly owner: string
  readonly leaseMs: number
  /** How long after its end an attempt of unknown outcome is left alone. */
  readonly quarantineMs: number
  /** Why: an expiry that comes or has come, or a refusal by the third party. */
  readonly cause: 'expiry' | 'refusal'
}

/** The right to refresh, held by one process until it settles or its time runs out. */
export interface Lease {
  readonly fence: number
  /** The record as the lease found it: what is presented is read from here. */
  readonly record: CredentialRecord
  /** `leased` becomes `sent`, committed, and one presentation is counted. False when the lease is lost: then nothing may be sent. */
  markSent(leaseMs: number): Promise<boolean>
  /** While the request is under way. False when the lease is lost. */
  renew(leaseMs: number): Promise<boolean>
  /**
   * Saves what the third party gave: on the condition of the version alone, whoever holds the lease by now. After it the
   * state is `active` (`revoked` stays), whatever attempt there was is settled, presentations and failures are none, and
   * the spare is gone. Where the version has moved it is kept as the spare, in place of an older one, and a state of
   * `needs_reauth` becomes `degraded`. May be repeated: the second is then a spare of the same.
   */
  save(credential: Credential): Promise<'saved' | 'spare'>
  /** Ends the attempt without a new credential. Does nothing where the fence is no longer this lease's. */
  settle(outcome: Outcome): Promise<void>
}

/**
 * How an attempt ended that brought no credential. All but `refused` and `application` count as failures in a row; all
 * with `retryInMs` tell everybody to wait so long. `cause` is a word for the log and the event: never a secret, never a body.
 */
export type Outcome =
  /** Nothing left this process. A presentation that was counted is taken back, here as after `failed` and `application`. */
  | { readonly kind: 'not_sent'; readonly cause: string; readonly retryInMs: number }
  /** It was sent, and nobody knows what became of it: the attempt stays `sent`, over from now. */
  | { readonly kind: 'unknown'; readonly cause: string }
  /**
   * `invalid_grant`: the state becomes `needs_reauth`, on the condition of version and fence. `spare`: there was one, and
   * it was refused too; it is forgotten. Where it is false and there is one by now, the state becomes `degraded`: it is
   * still to be tried.
   */
  | { readonly kind: 'refused'; readonly cause: string; readonly spare: boolean }
  /** Another failure of this credential: the state becomes `degraded`. */
  | { readonly kind: 'failed'; readonly cause: string; readonly retryInMs: number }
  /** The application was refused: nothing of the credential changes. */
  | { readonly kind: 'application'; readonly cause: string; readonly retryInMs: number }
