import type { OperationGroups } from '@sallyport/contract'
import type { Engine } from '@sallyport/engine'
import type { Handlers } from '../handler.ts'

/** @param baseUrl Origin under which browsers reach the engine. */
export function oauthHandlers(engine: Engine, baseUrl: () => string): Handlers<OperationGroups['oauth']> {
  return {
    async saveOAuthApplication({ principal, body, requestId }) {
      const { id, organizationId, definitionId, createdAt, updatedAt } = await engine.saveOAuthApplication(
        principal,
        { request: body, requestId },
      )
      return {
        id,
        scope_type: 'organization',
        scope_id: organizationId,
        connector_type: 'source',
        connector_definition_id: definitionId,
        created_at: createdAt.toISOString(),
        updated_at: updatedAt.toISOString(),
      }
    },

    async removeOAuthApplication({ principal, params, requestId }) {
      await engine.removeOAuthApplication(principal, { connectorType: params.connector_type, requestId })
      return null
    },

    async listRedirectUrls({ principal }) {
      return { redirect_urls: [...(await engine.listRedirectUrls(principal))] }
    },

    async replaceRedirectUrls({ principal, body, requestId }) {
      const urls = await engine.replaceRedirectUrls(principal, { urls: body.redirect_urls, requestId })
      return { redirect_urls: [...urls] }
    },

    async initiateConnection({ principal, body, query, requestId }) {
      const asked = query.server_side_oauth_secret_id === 'true' || body.server_side_oauth_secret_id === true
      const request = { ...body, server_side_oauth_secret_id: asked }
      return {
        consent_url: await engine.initiateConnection(principal, { request, requestId, baseUrl: baseUrl() }),
      }
    },

    async beginDevice({ principal, body, requestId }) {
      const begun = await engine.beginDevice(principal, { request: body, requestId })
      return {
        session_id: begun.sessionId,
        user_code: begun.userCode,
        verification_uri: begun.verificationUri,
        verification_uri_complete: begun.verificationUriComplete ?? null,
        expires_in: begun.expiresInSeconds,
        interval: begun.intervalSeconds,
      }
    },

    async pollDevice({ principal, params }) {
      const told = await engine.pollDevice(principal, params.session_id)
      return {
        status: told.status,
        connector_id: told.status === 'completed' ? told.connectorId : null,
        error: told.status === 'failed' ? told.error : null,
        interval: told.status === 'pending' ? told.intervalSeconds : null,
      }
    },
  }
}
