import { CAPABILITIES, spelledOut } from '@sallyport/contract'
import type { Engine } from '@sallyport/engine'
import type { Handlers } from '../handler.ts'

type Ids = 'createApplicationToken' | 'createScopedToken' | 'getScopedTokenInfo'

export function tokenHandlers(engine: Engine): Handlers<Ids> {
  return {
    async createApplicationToken({ body, network }) {
      const { client_id: clientId, client_secret: clientSecret } = body
      const { token, expiresInSeconds, organizationId } = await engine.createApplicationToken({
        clientId,
        clientSecret,
        address: network(),
      })
      return {
        access_token: token,
        token_type: 'bearer',
        expires_in: expiresInSeconds,
        organization_id: organizationId,
      }
    },

    async createScopedToken({ principal, body, requestId }) {
      const capabilities = body.capabilities === undefined ? CAPABILITIES : spelledOut(body.capabilities)
      const token = await engine.createScopedToken(principal, { reference: body, capabilities, requestId })
      return { token }
    },

    async getScopedTokenInfo({ principal }) {
      const { organizationId, id, name } = await engine.describeScopedToken(principal)
      return {
        organization_id: organizationId,
        workspace_id: id,
        workspace_name: name,
        capabilities: [...principal.capabilities],
        customer_name: name,
        external_user_id: name,
      }
    },
  }
}
