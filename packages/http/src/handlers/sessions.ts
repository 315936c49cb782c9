import type { OperationGroups } from '@sallyport/contract'
import type { CollectionSession, Engine } from '@sallyport/engine'
import type { Handlers } from '../handler.ts'

/** @param baseUrl Origin under which browsers reach the engine. */
export function sessionHandlers(engine: Engine, baseUrl: () => string): Handlers<OperationGroups['session']> {
  return {
    async createSession({ principal, body, requestId }) {
      const input = { request: body, requestId, baseUrl: baseUrl() }
      const { session, connectUrl } = await engine.beginCollection(principal, input)
      return { ...sessionBody(session), connect_url: connectUrl ?? null }
    },

    async getSession({ principal, params }) {
      return sessionBody(await engine.findCollection(principal, params.id))
    },

    async completeSession({ principal, params, body }) {
      const input = { id: params.id, connectorId: body.source_id }
      return sessionBody(await engine.completeCollection(principal, input))
    },
  }
}

function sessionBody({ id, status, error, connectorId, templateId, expiresAt }: CollectionSession) {
  return {
    session_id: id,
    status,
    error,
    source_id: connectorId,
    source_template_id: templateId,
    auth_payload: null,
    expires_at: expiresAt.toISOString(),
  }
}
