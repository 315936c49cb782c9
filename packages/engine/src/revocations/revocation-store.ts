import type { TokenReceipt } from '@sallyport/runtime'
import type { Actor, AuditEvent } from '../ports.ts'
import type { OrganizationScope } from '../scope.ts'

/** A request to end access: of one connector, of all of a workspace, or of all that fit; or of a `grant` that no connector has. */
export interface RevocationJob {
  readonly id: string
  /** `workspace` also erases what was recorded of it; `deletion` does not. */
  readonly kind: 'connector' | 'workspace' | 'bulk' | 'deletion' | 'grant'
  readonly workspaceId: string | null
  /** `null` of a grant: nobody asked for it. */
  readonly actor: Actor | null
  /** Of a workspace, once it is over: erased records by kind. */
  readonly purged: Readonly<Record<string, number>> | null
  readonly requestedAt: Date
  /** How many connectors it ended; `null` while they are being taken. */
  readonly total: number | null
  readonly finishedAt: Date | null
}

/** What came of one token; of a spare where it is said. */
export interface RevocationReceipt extends TokenReceipt {
  readonly spare?: boolean
}

/** A credential whose connector is gone, or that none took, until its tokens are ended; and what came of them. */
export interface Revocation {
  readonly id: string
  /** `null` while it is held. */
  readonly jobId: string | null
  readonly organizationId: string
  readonly connectorId: string
  /** `null` of a grant for a connector whose workspace was not made. */
  readonly workspaceId: string | null
  readonly definitionId: string
  readonly definitionVersion: number | null
  readonly name: string
  readonly accountId: string | null
  /** Sealed as the connector's row had it; `null` once nothing is left to try. */
  readonly version: number
  readonly sealed: Uint8Array | null
  /** An answer that came too late to be the credential, sealed as such. */
  readonly spare: Uint8Array | null
  readonly spareVersion: number | null
  readonly receipts: readonly RevocationReceipt[]
  readonly attempts: number
  /** Until when a connector may take it, and it is not to be ended. */
  readonly heldUntil: Date | null
  readonly finishedAt: Date | null
}

/** Which connectors of an organization end. */
export interface RevocationFilter {
  readonly connectorId?: string
  readonly workspaceId?: string
  readonly definitionId?: string
  /** Made before this time. */
  readonly before?: Date
}

export interface RevocationStore {
  /** How many connectors fit. */
  count(scope: OrganizationScope, filter: RevocationFilter): Promise<number>
  /**
   * Records the request; a workspace that it ends is gone with it.
   *
   * @throws SallyportError `workspace_not_found` for a deletion of what is gone already
   */
  begin(
    scope: OrganizationScope,
    job: Pick<RevocationJob, 'id' | 'kind' | 'workspaceId' | 'requestedAt'> & { readonly actor: Actor },
    event: AuditEvent,
  ): Promise<void>
  /**
   * Takes some connectors that fit, in one transaction: they are gone, and a revocation with its job waits for each.
   * Gives how many; when there are no more, the total is settled.
   */
  take(
    scope: OrganizationScope,
    job: Pick<RevocationJob, 'id' | 'kind' | 'workspaceId'>,
    how: {
      readonly filter: RevocationFilter
      readonly limit: number
      readonly at: Date
      readonly newId: () => string
    },
  ): Promise<number>
  /** One that was held, and whose time is over, is to be ended from then on. */
  find(scope: OrganizationScope, id: string): Promise<Revocation | undefined>
  /** Connectors that may live on the same grant. */
  sharing(scope: OrganizationScope, revocation: Revocation): Promise<number>
  /** Keeps what was tried; with `finished` the sealed bytes are erased, and the job's end is told once all are. */
  record(
    scope: OrganizationScope,
    revocation: Pick<Revocation, 'id' | 'receipts'> & { readonly jobId: string; readonly finished: boolean },
    how: { readonly at: Date; readonly newId: () => string },
  ): Promise<void>
  findJob(
    scope: OrganizationScope,
    id: string,
  ): Promise<{ readonly job: RevocationJob; readonly revocations: readonly Revocation[] } | undefined>
}
