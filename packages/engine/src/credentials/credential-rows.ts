import type { Attempt, CredentialState, LeaseIntent, Outcome } from '@sallyport/runtime'
import type { OrganizationScope } from '../scope.ts'

/** A credential and the attempt to refresh it, as they lie in storage. All times are the storage's own clock, in milliseconds since the epoch. */
export interface CredentialRow {
  readonly version: number
  /** Raised when the credential is replaced by another one, and by nothing else. */
  readonly lineage: number
  readonly sealed: Uint8Array
  readonly state: CredentialState
  readonly attempt: Attempt
  readonly settlement: number
  readonly failures: number
  readonly retryAt: number | undefined
  readonly refusedAt: number | undefined
  readonly spare: { readonly version: number; readonly sealed: Uint8Array } | undefined
  readonly now: number
}

/** Names one attempt: of which credential, at which version, under which fence. */
export interface AttemptName {
  readonly connectorId: string
  readonly version: number
  readonly lineage: number
  readonly fence: number
}

/** What a refresh brought, sealed. */
export interface SealedAnswer {
  readonly sealed: Uint8Array
  /** Of the access token. */
  readonly expiresAt: number | undefined
  /** When it is to be refreshed by a job, in the storage's time. */
  readonly refreshAt: number | undefined
}

/** A version of a credential that a third party accepted. */
export interface AcceptedCredential {
  readonly connectorId: string
  readonly version: number
  /** By the definition's own check, which was made to find out. */
  readonly checked?: boolean
}

/** When a version of a credential expires, as the third party told. In milliseconds since the epoch. */
export interface ToldExpiry {
  readonly connectorId: string
  readonly version: number
  readonly expiresAt: number
}

/** The same as it is heard: a first warning is looked at then. */
export interface HeardExpiry extends ToldExpiry {
  readonly warnAt: number
}

/** A warning that is due, and when to look again. */
export interface ExpiryWarning extends ToldExpiry {
  /** `id` is the event's, the same whenever this is said. */
  readonly warning?: { readonly id: string; readonly days: number }
  readonly nextAt?: number
}

/** How a connector's credential is, for whoever looks. */
export interface CredentialStanding {
  readonly connectorId: string
  readonly state: CredentialState
  readonly cause: string | null
  /** When the third party last accepted it, to the minute. */
  readonly lastSuccessAt: Date | null
  /** Of the access token, or of a token that its owner made, where its end is known. */
  readonly expiresAt: Date | null
}

/**
 * Port: credentials, one row each. Every method is one atomic step on the primary, and what it saves has reached the
 * disk when it answers. A move from one state to another is recorded as an event together with it. Sealed bytes only.
 *
 * Errors are `storage_unavailable`; a step that failed may have happened.
 */
export interface CredentialRows {
  read(scope: OrganizationScope, connectorId: string): Promise<CredentialRow | undefined>
  /** Of those that there are, in no order. */
  standing(scope: OrganizationScope, connectorIds: readonly string[]): Promise<readonly CredentialStanding[]>
  /** As `CredentialStore.lease` of the runtime has it; a credential that is revoked is not leased. */
  lease(
    scope: OrganizationScope,
    connectorId: string,
    intent: LeaseIntent,
  ): Promise<CredentialRow | undefined>
  markSent(scope: OrganizationScope, attempt: AttemptName, leaseMs: number): Promise<boolean>
  renew(scope: OrganizationScope, attempt: AttemptName, leaseMs: number): Promise<boolean>
  /**
   * Puts the next version in place of `attempt.version`, whoever holds the lease by now. Saying the same twice is saved
   * once. `moved`: another version stands there; `gone`: nothing does. `key_gone`: the organization key that it is
   * sealed under was dropped meanwhile, and nothing was saved.
   */
  save(
    scope: OrganizationScope,
    attempt: AttemptName,
    answer: SealedAnswer,
  ): Promise<'saved' | 'moved' | 'gone' | 'key_gone'>
  /** Keeps an answer that came too late, where the credential is still of the lineage that asked; otherwise drops it. */
  spare(scope: OrganizationScope, attempt: AttemptName, sealed: Uint8Array): Promise<'kept' | 'key_gone'>
  settle(scope: OrganizationScope, attempt: AttemptName, outcome: Outcome): Promise<void>
  /**
   * Notes that third parties accepted these just now. One that was `pending` is `active` by that, one that is
   * `degraded` for another reason than its refresh, and by a check one that was given up.
   */
  accepted(scope: OrganizationScope, credentials: readonly AcceptedCredential[]): Promise<void>
  /** Keeps when these expire, of those that are still stored, and has a `warn_of_expiry` look at what is new. */
  expiring(scope: OrganizationScope, heard: readonly HeardExpiry[]): Promise<void>
  /** Records a warning that was not recorded before, while that version expires then; and has the next one looked at. */
  warnOfExpiry(scope: OrganizationScope, warning: ExpiryWarning): Promise<void>
  /** Sets `needs_reauth` for a version that works no more, where it is still the stored one. */
  rejected(
    scope: OrganizationScope,
    credential: AcceptedCredential & { readonly cause: string },
  ): Promise<void>
}
