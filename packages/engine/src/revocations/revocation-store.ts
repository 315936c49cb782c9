import type { TokenReceipt } from '@sallyport/runtime'
import type { Actor, AuditEvent } from '../ports.ts'
import type { OrganizationScope } from '../scope.ts'

/** A request to end access: of one connector, of all of a workspace, or of all that fit. */
export interface RevocationJob {
  readonly id: string
  /** `workspace` also erases what was recorded of it; `deletion` does not. */
  readonly kind: 'connector' | 'workspace' | 'bulk' | 'deletion'
  readonly workspaceId: string | null
  readonly actor: Actor
  /** Of a workspace, once it is over: erased records by kind. */
  readonly purged: Readonly<Record<string, number>> | null
  readonly requestedAt: Date
  /** How many connectors it ended; `null` while they are being taken. */
  readonly total: number | null
  readonly finishedAt: Date | null
}

/** A credential whose connector is gone, until its tokens are ended; and what came of them. */
export interface Revocation {
  readonly id: string
  readonly jobId: string
  readonly organizationId: string
  readonly connectorId: string
  readonly workspaceId: string
  readonly definitionId: string
  readonly definitionVersion: number | null
  readonly name: string
  readonly accountId: string | null
  /** Sealed as the connector's row had it; `null` once nothing is left to try. */
  readonly version: number
  readonly sealed: Uint8Array | null
  readonly receipts: readonly TokenReceipt[]
  readonly attempts: number
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
    job: Pick<RevocationJob, 'id' | 'kind' | 'workspaceId' | 'actor' | 'requestedAt'>,
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
  find(scope: OrganizationScope, id: string): Promise<Revocation | undefined>
  /** Connectors that may live on the same grant. */
  sharing(scope: OrganizationScope, revocation: Revocation): Promise<number>
  /** Keeps what was tried; with `finished` the sealed bytes are erased, and the job's end is told once all are. */
  record(
    scope: OrganizationScope,
    revocation: Pick<Revocation, 'id' | 'jobId' | 'receipts'> & { readonly finished: boolean },
    how: { readonly at: Date; readonly newId: () => string },
  ): Promise<void>
  findJob(
    scope: OrganizationScope,
    id: string,
  ): Promise<{ readonly job: RevocationJob; readonly revocations: readonly Revocation[] } | undefined>
}
