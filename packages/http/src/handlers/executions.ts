import type { Engine } from '@sallyport/engine'
import type { Handlers } from '../handler.ts'
import { executionBody } from '../present/execution.ts'
import { nextPage } from '../present/next-page.ts'

const DEFAULT_LIMIT = 20

export function executionHandlers(engine: Engine): Handlers<'listExecutions'> {
  return {
    async listExecutions({ principal, query }) {
      const { connector_id: connectorId, since, limit = String(DEFAULT_LIMIT), cursor, ...workspace } = query
      const page = await engine.listExecutions(principal, {
        workspace,
        limit: Number(limit),
        ...(connectorId !== undefined && { connectorId }),
        ...(since !== undefined && { since }),
        ...(cursor !== undefined && { cursor }),
      })
      const next = page.next === undefined ? null : nextPage('/executions', { ...query, cursor: page.next })
      return { data: page.executions.map(executionBody), next }
    },
  }
}
