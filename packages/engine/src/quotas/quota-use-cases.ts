import { actorOf, type Principal } from '../execute/principal.ts'
import type { Storage } from '../ports.ts'
import { workspaceNotFound } from '../workspaces/workspace-refusals.ts'
import type { QuotaLimits, WorkspaceQuota } from './quota-store.ts'

export interface QuotaUseCasesOptions {
  readonly quotas: Storage['quotas']
  readonly now: () => number
  readonly newId: () => string
}

type Operator = Principal<'application'>

/** What the engine can do about quotas, but for keeping them. */
export function quotaUseCases({ quotas, now, newId }: QuotaUseCasesOptions) {
  const eventOf = (principal: Operator, subjectId: string, requestId: string) => {
    const at = new Date(now())
    return {
      id: newId(),
      type: 'quota.changed',
      actor: actorOf(principal),
      subjectId,
      requestId,
      at,
    } as const
  }
  return {
    getQuota: ({ scope }: Operator): Promise<QuotaLimits> => quotas.find(scope),
    putQuota: async (
      principal: Operator,
      { quota, requestId }: { quota: QuotaLimits; requestId: string },
    ) => {
      const { scope } = principal
      await quotas.put(scope, quota, eventOf(principal, scope.organizationId, requestId))
      return quotas.find(scope)
    },
    getWorkspaceQuota: async ({ scope }: Operator, id: string): Promise<WorkspaceQuota> =>
      found(await quotas.findOfWorkspace(scope, id)),
    /** What is left out of the quota is the organization's. */
    putWorkspaceQuota: async (
      principal: Operator,
      { id, quota, requestId }: { id: string; quota: Partial<QuotaLimits>; requestId: string },
    ): Promise<WorkspaceQuota> => {
      const event = eventOf(principal, id, requestId)
      return found(await quotas.putOfWorkspace(principal.scope, id, { ...quota, event }))
    },
  }
}

/** @throws SallyportError `workspace_not_found` */
function found(quota: WorkspaceQuota | undefined): WorkspaceQuota {
  if (quota === undefined) throw workspaceNotFound()
  return quota
}
