import {
  CAPABILITIES,
  type Input,
  type OperationGroups,
  type Operations,
  spelledOut,
} from '@sallyport/contract'
import type { Engine, WidgetBounds } from '@sallyport/engine'
import { SallyportError } from '@sallyport/errors'
import type { Handlers } from '../handler.ts'

/** @param baseUrl Where browsers reach the engine. */
export function tokenHandlers(engine: Engine, baseUrl: () => string): Handlers<OperationGroups['token']> {
  return {
    async createApplicationToken({ body, organizationId: named, network }) {
      const { client_id: clientId, client_secret: clientSecret } = body
      const login = { clientId, clientSecret, organizationId: named, address: network() }
      const { token, expiresInSeconds, organizationId } = await engine.createApplicationToken(login)
      return {
        access_token: token,
        token_type: 'bearer',
        expires_in: expiresInSeconds,
        organization_id: organizationId ?? null,
      }
    },

    async createScopedToken({ principal, body, requestId }) {
      const capabilities = body.capabilities === undefined ? CAPABILITIES : spelledOut(body.capabilities)
      const { workspace_id } = body
      const reference = { ...referenceOf(body), ...(workspace_id !== undefined && { workspace_id }) }
      const token = await engine.createScopedToken(principal, { reference, capabilities, requestId })
      return { token }
    },

    async createWidgetToken({ principal, body, requestId }) {
      const token = await engine.createWidgetToken(principal, {
        reference: referenceOf(body),
        bounds: boundsOf(body),
        baseUrl: baseUrl(),
        requestId,
      })
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

type TokenBody = Input<Operations['createScopedToken' | 'createWidgetToken']>['body']

/** The oldest clients' name counts where none of the others does. */
function referenceOf({ workspace_name, customer_name, external_user_id, externalUserId }: TokenBody) {
  const reference = { workspace_name, customer_name, external_user_id: external_user_id || externalUserId }
  return Object.fromEntries(Object.entries(reference).filter(([, name]) => name !== undefined))
}

function boundsOf(body: Input<Operations['createWidgetToken']>['body']): WidgetBounds {
  const allowedOrigin = body.allowed_origin || body.allowedOrigin
  if (!allowedOrigin) throw originMissing()
  return {
    allowedOrigin,
    sourceTags: {
      tags: body.selected_source_template_tags ?? [],
      mode: body.selected_source_template_tags_mode ?? 'any',
    },
    connectionTags: {
      tags: body.selected_connection_template_tags ?? [],
      mode: body.selected_connection_template_tags_mode ?? 'any',
    },
  }
}

function originMissing(): SallyportError {
  const message = '"allowed_origin" is required.'
  const problem = { field: 'body.allowed_origin', code: 'missing', message }
  return new SallyportError('invalid_request', message, { problems: [problem] })
}
