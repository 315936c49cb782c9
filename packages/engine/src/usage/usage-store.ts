import type { OrganizationScope } from '../scope.ts'

/** What was done through something, by all that was recorded. */
export interface UsageTotals {
  readonly calls: number
  /** Calls that failed. One whose caller went away did not. */
  readonly errors: number
  /** Of bodies, to third parties and from them. */
  readonly bytesSent: number
  readonly bytesReceived: number
}

/** What was done through one connector on one day. */
export interface UsageRow extends UsageTotals {
  /** `2026-11-23`, of UTC. */
  readonly day: string
  readonly workspaceId: string
  readonly workspaceName: string
  readonly connectorId: string
  /** Null where the connector is gone. */
  readonly connectorName: string | null
  /** Calls by how they ended: `success`, `cancelled`, or the code of the error. */
  readonly outcomes: Readonly<Record<string, number>>
}

export interface UsagePeriod {
  /** First day and last day. */
  readonly from: string
  readonly to: string
}

export interface UsageFilter extends UsagePeriod {
  /** Left out: all of them. */
  readonly workspaceId?: string
}

/** The last row of a page: rows are in the order of day, workspace and connector. */
export type UsagePlace = Pick<UsageRow, 'day' | 'workspaceId' | 'connectorId'>

/** Port: what was used. It grows by `ExecutionStore.save` alone. */
export interface UsageStore {
  list(
    scope: OrganizationScope,
    filter: UsageFilter & { readonly after?: UsagePlace; readonly limit: number },
  ): Promise<readonly UsageRow[]>
  total(scope: OrganizationScope, filter: UsageFilter): Promise<UsageTotals>
}
