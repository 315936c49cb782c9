import type { Provider } from 'oidc-provider'
import { GRANT_TYPES } from './grant-types.ts'
import type { ResolvedSettings } from './resolve-settings.ts'
import type { OAuthClient } from './settings.ts'

/** A client as oidc-provider takes it. */
export function clientMetadata(client: OAuthClient, settings: ResolvedSettings): object {
  const { clientId, clientSecret, name, redirectUris = [] } = client
  const grants = (client.grants ?? settings.grants).filter((grant) => fits(grant, client, settings))
  return {
    client_id: clientId,
    ...(clientSecret === undefined ? {} : { client_secret: clientSecret }),
    ...(name === undefined ? {} : { client_name: name }),
    // A native client's loopback URIs would match with any port.
    application_type: 'web',
    grant_types: grants.map((grant) => GRANT_TYPES[grant]),
    redirect_uris: redirectUris,
    response_types: grants.includes('authorization_code') ? ['code'] : [],
    token_endpoint_auth_method: clientSecret === undefined ? 'none' : 'client_secret_basic',
  }
}

/**
 * Takes redirect URIs of any scheme and host. The provider has rules for what web and native applications
 * should register; a vendor has others, and a test registers what it listens on.
 */
export function openRedirectUris(provider: Provider): void {
  provider.Client.Schema.prototype.redirectUris = function redirectUris() {
    for (const uri of this.redirect_uris) {
      if (!URL.canParse(uri) || uri.includes('#'))
        this.invalidate(`the redirect URI ${uri} is no URL without a fragment`)
    }
  }
}

function fits(grant: string, client: OAuthClient, settings: ResolvedSettings): boolean {
  if (!settings.grants.some((name) => name === grant)) return false
  if (grant === 'authorization_code') return (client.redirectUris ?? []).length > 0
  if (grant === 'client_credentials') return client.clientSecret !== undefined
  return grant !== 'jwt_bearer' || client.keys !== undefined
}
