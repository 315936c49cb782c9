import type { OperationGroups } from '@sallyport/contract'
import type { Engine, Principal } from '@sallyport/engine'
import type { Handlers } from '../handler.ts'
import { nextPage } from '../present/next-page.ts'
import { quotaBody, usageBody, workspaceQuotaBody } from '../present/usage.ts'

const DEFAULT_LIMIT = 20

interface Query {
  readonly from?: string
  readonly to?: string
  readonly limit?: string
  readonly cursor?: string
}

export function usageHandlers(engine: Engine): Handlers<OperationGroups['usage']> {
  const report = async (
    principal: Principal<'application'>,
    { limit = String(DEFAULT_LIMIT), ...query }: Query,
    workspaceId?: string,
  ) => {
    const asked = { ...query, limit: Number(limit), ...(workspaceId !== undefined && { workspaceId }) }
    const found = await engine.reportUsage(principal, asked)
    const { from, to, next: cursor } = found
    const path = workspaceId === undefined ? '/usage' : `/workspaces/${workspaceId}/usage`
    return usageBody(found, cursor === undefined ? null : nextPage(path, { cursor, limit, from, to }))
  }
  return {
    getUsage: ({ principal, query }) => report(principal, query),

    getWorkspaceUsage: ({ principal, params, query }) => report(principal, query, params.id),

    async getQuota({ principal }) {
      return quotaBody(await engine.getQuota(principal))
    },

    async putQuota({ principal, body, requestId }) {
      const { calls_per_minute: callsPerMinute = null, calls_per_day: callsPerDay = null } = body
      return quotaBody(
        await engine.putQuota(principal, { quota: { callsPerMinute, callsPerDay }, requestId }),
      )
    },

    async getWorkspaceQuota({ principal, params }) {
      return workspaceQuotaBody(params.id, await engine.getWorkspaceQuota(principal, params.id))
    },

    async putWorkspaceQuota({ principal, params, body, requestId }) {
      const quota = {
        ...(body.calls_per_minute !== undefined && { callsPerMinute: body.calls_per_minute }),
        ...(body.calls_per_day !== undefined && { callsPerDay: body.calls_per_day }),
      }
      const held = await engine.putWorkspaceQuota(principal, { id: params.id, quota, requestId })
      return workspaceQuotaBody(params.id, held)
    },
  }
}
