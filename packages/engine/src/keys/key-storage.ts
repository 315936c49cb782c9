import type { SealContext, WrappedOrganizationKey } from '@sallyport/vault'
import type { AuditEvent, SigningKey } from '../ports.ts'
import type { OrganizationScope } from '../scope.ts'

/** An organization key with what is known of its life. */
export interface OrganizationKeyRow extends WrappedOrganizationKey {
  readonly createdAt: Date
  /** Unset for the one that writes. */
  readonly retiredAt: Date | null
  /** When nothing named it any more. */
  readonly emptiedAt: Date | null
  readonly shreddedAt: Date | null
}

/** Where one sealed value lies. */
export interface SealedPlace {
  /** `credentials.sealed`: one of `columns`. */
  readonly column: string
  /** The values of its primary key within the organization, as text. */
  readonly key: readonly string[]
  readonly context: SealContext
}

/** The beginning of a value, which a rotation replaces. */
export interface StoredWrapping extends SealedPlace {
  readonly wrapping: Uint8Array
}

export interface StoredValue extends SealedPlace {
  readonly sealed: Uint8Array
}

/** A part of a column's rows, in the order of their keys. */
export interface Part {
  readonly column: string
  /** Behind the row of this key; from the first one where it is absent. */
  readonly after: readonly string[] | undefined
}

/** Values of an organization: 4 MB at most, but one at least where there are any. */
export interface ValuePage {
  /** Its keys were destroyed on purpose: no value is given. */
  readonly shredded: boolean
  readonly values: readonly StoredValue[]
  /** Where the next page begins; absent where this is the last one. */
  readonly next: Part | undefined
}

/** The deployment's own secrets, under the root key. */
export interface DeploymentSecrets {
  /** Where what concerns the whole deployment is recorded: the first one. */
  readonly organizationId: string
  readonly rootKeyId: string
  readonly sealed: Readonly<Record<DeploymentSecret, Uint8Array>>
}

/** The names that they are sealed under. */
export const DEPLOYMENT_SECRETS = ['probe', 'engine password'] as const

export type DeploymentSecret = (typeof DEPLOYMENT_SECRETS)[number]

/**
 * Port: what rotating, destroying and proving keys needs of storage. It is for the host alone: the role that engines
 * run as has no right to most of it. Every change is conditional on what was read, so that several may be at work.
 */
export interface KeyStorage {
  /** Every place where sealed values lie. */
  readonly columns: readonly string[]
  countOrganizations(): Promise<number>
  /** Ids in their order, those after one; 1,000 at most. */
  organizations(after: string | undefined): Promise<readonly string[]>

  deployment(): Promise<DeploymentSecrets>
  /** False when the secrets are no longer `before`. */
  replaceDeployment(before: DeploymentSecrets, after: DeploymentSecrets, event: AuditEvent): Promise<boolean>

  /** Newest first. */
  keys(scope: OrganizationScope): Promise<readonly OrganizationKeyRow[]>
  /** Stores the same key in another wrapping; false when the row is no longer `before`. */
  rewrapKey(
    scope: OrganizationScope,
    change: { readonly before: WrappedOrganizationKey; readonly after: WrappedOrganizationKey },
    event: AuditEvent,
  ): Promise<boolean>
  /** Retires the active key and stores one in its place; false when another is active than was thought. */
  activateKey(
    scope: OrganizationScope,
    change: { readonly replaces: string; readonly key: WrappedOrganizationKey },
    event: AuditEvent,
  ): Promise<boolean>
  /** Notes of a retired key that nothing names it now, and tells all engines. */
  markEmpty(scope: OrganizationScope, keyId: string): Promise<void>
  /** `early`: it has not been empty for so long; `used`: something names it again, and the mark is taken back. */
  dropKey(
    scope: OrganizationScope,
    key: { readonly id: string; readonly emptyForMs: number },
    event: AuditEvent,
  ): Promise<'dropped' | 'early' | 'used'>
  /** Destroys every key of an organization; gives how many there were. Engines are told. */
  shredKeys(scope: OrganizationScope, event: AuditEvent): Promise<number>

  /** How many values a key is named by. */
  countUnder(scope: OrganizationScope, keyId: string): Promise<number>
  /** Beginnings of values under a key; 500 at most. */
  wrappings(
    scope: OrganizationScope,
    part: Part & { readonly keyId: string },
  ): Promise<readonly StoredWrapping[]>
  /** Replaces beginnings where they still are what they were and nobody holds the row; gives how many. */
  rewrapValues(
    scope: OrganizationScope,
    column: string,
    changes: readonly { readonly before: StoredWrapping; readonly after: Uint8Array }[],
  ): Promise<number>
  /** Whole values, whatever key they are under, column by column, from a place on; in one transaction. */
  values(scope: OrganizationScope, from: Part | undefined): Promise<ValuePage>

  /** Stores a signing key; all before it verify for so long and no longer. */
  addSigningKey(
    scope: OrganizationScope,
    change: { readonly key: SigningKey; readonly othersForMs: number },
    event: AuditEvent,
  ): Promise<void>
}
