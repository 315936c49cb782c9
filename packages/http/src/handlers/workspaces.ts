import type { OperationGroups } from '@sallyport/contract'
import type { Engine } from '@sallyport/engine'
import type { Handlers } from '../handler.ts'
import { nextPage } from '../present/next-page.ts'
import { workspaceBody } from '../present/workspace.ts'

const DEFAULT_LIMIT = 20

export function workspaceHandlers(engine: Engine): Handlers<OperationGroups['workspace']> {
  return {
    async listWorkspaces({ principal, query: { name_contains, status, limit, cursor } }) {
      const page = await engine.listWorkspaces(principal, {
        limit: Number(limit ?? DEFAULT_LIMIT),
        ...(name_contains !== undefined && { nameContains: name_contains }),
        ...(status && { status }),
        ...(cursor !== undefined && { cursor }),
      })
      const next = page.next && {
        cursor: page.next,
        limit: limit ?? DEFAULT_LIMIT,
        name_contains: page.nameContains,
        status: page.status,
      }
      return { data: page.workspaces.map(workspaceBody), next: next ? nextPage('/workspaces', next) : null }
    },

    async getWorkspaceStats({ principal }) {
      const { active, inactive } = await engine.countWorkspaces(principal)
      return { active_count: active, inactive_count: inactive, total_count: active + inactive }
    },

    async createWorkspace({ principal, body, requestId }) {
      return workspaceBody(await engine.createWorkspace(principal, { name: body.name, requestId }))
    },

    async getWorkspace({ principal, params }) {
      return workspaceBody(await engine.getWorkspace(principal, params.id))
    },

    async updateWorkspace({ principal, params, body: { name, status, cache_enabled }, requestId }) {
      const change = {
        ...(name !== undefined && { name }),
        ...(status && { status }),
        ...(cache_enabled !== undefined && { cacheEnabled: cache_enabled }),
      }
      return workspaceBody(await engine.updateWorkspace(principal, { id: params.id, change, requestId }))
    },

    async deleteWorkspace({ principal, params, requestId }) {
      const { jobId, deletedAt } = await engine.deleteWorkspace(principal, { id: params.id, requestId })
      return { id: params.id, deleted_at: deletedAt.toISOString(), job_id: jobId }
    },
  }
}
