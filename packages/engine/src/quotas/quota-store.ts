import type { AuditEvent } from '../ports.ts'
import type { OrganizationScope, WorkspaceScope } from '../scope.ts'

export type QuotaPeriod = 'minute' | 'day'

/** How many calls there may be in a minute and in a day of UTC; null: as many as anybody likes. */
export interface QuotaLimits {
  readonly callsPerMinute: number | null
  readonly callsPerDay: number | null
}

/** What holds for a workspace, and which of it is the organization's word. */
export interface WorkspaceQuota extends QuotaLimits {
  readonly inherited: { readonly callsPerMinute: boolean; readonly callsPerDay: boolean }
}

/** Port: quotas, and what engines have taken of them. */
export interface QuotaStore {
  /** What holds for workspaces that have none of their own. */
  find(scope: OrganizationScope): Promise<QuotaLimits>
  put(scope: OrganizationScope, quota: QuotaLimits, event: AuditEvent): Promise<void>
  findOfWorkspace(scope: OrganizationScope, workspaceId: string): Promise<WorkspaceQuota | undefined>
  /** What is left out is the organization's. Gives what holds then; nothing where there is no such workspace. */
  putOfWorkspace(
    scope: OrganizationScope,
    workspaceId: string,
    change: Partial<QuotaLimits> & { readonly event: AuditEvent },
  ): Promise<WorkspaceQuota | undefined>
  /**
   * Takes some calls of the window at hand, by the database's clock: at most `units`, and the fewer the less is left,
   * so that no engine sits on what another could use. All engines together never get more than `limit` in a window.
   */
  take(
    scope: WorkspaceScope,
    wanted: { readonly period: QuotaPeriod; readonly limit: number; readonly units: number },
  ): Promise<{
    readonly granted: number
    /** Milliseconds until the next window. */
    readonly resetMs: number
  }>
}
