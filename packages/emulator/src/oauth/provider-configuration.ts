import type { Client, Context } from 'oidc-provider'
import { errors, interactionPolicy } from 'oidc-provider'
import { clientMetadata } from './client-metadata.ts'
import { devicePages } from './device-pages.ts'
import { renderError } from './error-page.ts'
import type { Grants } from './grants.ts'
import type { ResolvedSettings } from './resolve-settings.ts'
import { consentPath, TEN_YEARS } from './resolve-settings.ts'
import type { ScopeRules } from './scope-rules.ts'
import type { OAuthClient, OAuthUser } from './settings.ts'
import type { TokenStore } from './token-store.ts'

export interface ProviderParts {
  readonly settings: ResolvedSettings
  readonly clients: readonly OAuthClient[]
  readonly users: ReadonlyMap<string, OAuthUser>
  readonly issuer: string
  readonly scopes: ScopeRules
  readonly store: TokenStore
  /** Made after the provider, which they need. */
  readonly grants: () => Grants
  readonly signingKey: { readonly jwk: object; readonly alg: string }
}

/** What is left out here of what oidc-provider has a default for, it prints a notice about. */
export function providerConfiguration(parts: ProviderParts): object {
  const { settings, store, signingKey } = parts
  return {
    adapter: (name: string) => store.model(name),
    claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] },
    clientBasedCORS: () => true,
    clientDefaults: { id_token_signed_response_alg: signingKey.alg },
    clients: parts.clients.map((client) => clientMetadata(client, settings)),
    clockTolerance: 0,
    cookies: { keys: [] },
    enabledJWA: { idTokenSigningAlgValues: [signingKey.alg] },
    expiresWithSession: () => false,
    extraParams: settings.parameters,
    features: features(parts),
    findAccount: (_ctx: Context, id: string) => accountOf(parts.users.get(id), id),
    interactions: {
      url: (_ctx: Context, { uid }: { uid: string }) => `${consentPath(settings)}/${uid}`,
      policy: policy(),
    },
    issueRefreshToken: (_ctx: Context, client: Client, source: { grantId?: string }) =>
      client.grantTypeAllowed('refresh_token') &&
      store.model('Grant').entry(source.grantId ?? '')?.offline === true,
    jwks: { keys: [signingKey.jwk] },
    loadExistingGrant: (ctx: Context) => parts.grants().forAuthorization(ctx),
    pkce: { required: () => settings.pkce === 'required' },
    renderError,
    rotateRefreshToken: settings.refresh.rotation === 'always',
    routes: routes(settings),
    scopes: ['openid', 'offline_access', 'profile', 'email'],
    ttl: lifetimes(settings),
  }
}

function features({ settings, scopes, issuer }: ProviderParts): object {
  const { paths, grants } = settings
  return {
    devInteractions: { enabled: false },
    dPoP: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    clientCredentials: { enabled: grants.includes('client_credentials') },
    deviceFlow: { enabled: grants.includes('device_code'), ...devicePages },
    introspection: { enabled: paths.introspect !== undefined, allowedPolicy: mayIntrospect },
    revocation: { enabled: paths.revoke !== undefined, allowedPolicy: mayRevoke },
    userinfo: { enabled: paths.userinfo !== undefined },
    // A resource server may have any scope, while the provider's own list of scopes is closed.
    resourceIndicators: {
      enabled: true,
      defaultResource: () => issuer,
      useGrantedResource: () => true,
      getResourceServerInfo: (ctx: Context, _resource: string, client: Client) =>
        resourceServer(ctx, client, scopes),
    },
  }
}

/** Called for every request that names scopes, before anything is given. */
function resourceServer(ctx: Context, client: Client, rules: ScopeRules): object {
  const scopes = String(ctx.oidc.params.scope ?? '')
    .split(' ')
    .filter(Boolean)
  const refused = rules.refused(scopes, client.clientId)
  if (refused !== undefined) throw new errors.InvalidScope('requested scope is not allowed', refused)
  rules.learn(scopes)
  return { scope: rules.known(), accessTokenFormat: 'opaque' }
}

function accountOf(user: OAuthUser | undefined, id: string): object {
  const claims = user ? { name: user.name, email: user.email, email_verified: true } : {}
  return { accountId: id, claims: () => ({ sub: id, ...claims }) }
}

/** The page of ours answers every question at once, so a user may also be asked to choose an account. */
function policy(): unknown {
  const prompts = interactionPolicy.base()
  prompts.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0)
  return prompts
}

// RFC 7662, section 2.1: whoever authenticates; a public client proves nothing, so it sees only its own.
function mayIntrospect(_ctx: Context, client: Client, token: { clientId: string }): boolean {
  return client.clientAuthMethod !== 'none' || token.clientId === client.clientId
}

// RFC 7009, section 2.1.
function mayRevoke(_ctx: Context, client: Client, token: { clientId: string }): boolean {
  if (token.clientId !== client.clientId) throw new errors.InvalidRequest('the token is not of this client')
  return true
}

function routes({ paths }: ResolvedSettings): object {
  const named = {
    authorization: paths.authorize,
    token: paths.token,
    revocation: paths.revoke,
    introspection: paths.introspect,
    device_authorization: paths.device,
    code_verification: paths.verification,
    userinfo: paths.userinfo,
    jwks: paths.jwks,
    end_session: paths.authorize && `${paths.authorize}/switch`,
  }
  return Object.fromEntries(Object.entries(named).filter(([, path]) => path !== undefined))
}

function lifetimes(settings: ResolvedSettings): object {
  return {
    AccessToken: settings.accessTokenSeconds,
    AuthorizationCode: settings.codeSeconds,
    ClientCredentials: settings.accessTokenSeconds,
    DeviceCode: settings.device.seconds,
    Grant: TEN_YEARS,
    IdToken: 3600,
    Interaction: 3600,
    RefreshToken: settings.refreshTokenSeconds,
    Session: 14 * 24 * 3600,
  }
}
