import { errors, type Model, Provider } from 'oidc-provider'
import { openRedirectUris } from './client-metadata.ts'
import { consentMiddleware } from './consent-middleware.ts'
import { Grants } from './grants.ts'
import { registerJwtBearer } from './jwt-bearer-grant.ts'
import { providerConfiguration } from './provider-configuration.ts'
import { consentPath, type ResolvedSettings } from './resolve-settings.ts'
import { ScopeRules } from './scope-rules.ts'
import type { OAuthClient, OAuthUser } from './settings.ts'
import { signingKey } from './signing-key.ts'
import { TokenNames } from './token-names.ts'
import { TokenStore } from './token-store.ts'

export interface AssemblyParts {
  readonly settings: ResolvedSettings
  readonly clients: readonly OAuthClient[]
  readonly users: ReadonlyMap<string, OAuthUser>
  readonly issuer: string
  readonly seed: string
  readonly now: () => number
}

export interface Assembly {
  readonly provider: Provider
  readonly store: TokenStore
  readonly grants: Grants
  readonly names: TokenNames
}

/** An oidc-provider with our store, tokens, pages and grants. Throws for a client that it does not take. */
export async function assembleProvider(parts: AssemblyParts): Promise<Assembly> {
  const { settings, clients, issuer, now } = parts
  let providerSeconds = () => 0
  const store = new TokenStore({ now, providerSeconds: () => providerSeconds() }, ({ consumedAt }) => {
    const { reuse, graceSeconds } = settings.refresh
    if (reuse === 'refuse') return 'unknown'
    return reuse === 'grace' && now() - consumedAt <= graceSeconds * 1000 ? 'good' : 'used'
  })
  const scopes = new ScopeRules(settings.scopes, clients)
  const openid = settings.paths.jwks !== undefined && (settings.scopes?.includes('openid') ?? true)
  const provider: Provider = new Provider(
    issuer,
    providerConfiguration({ ...parts, scopes, store, grants: () => grants, signingKey: signingKey(openid) }),
  )
  openRedirectUris(provider)
  providerSeconds = clockOf(provider)
  const grants = new Grants(provider, store, settings)
  const names = new TokenNames(parts.seed)
  nameTokens(provider, names, settings)
  provider.use(consentMiddleware({ provider, grants, users: parts.users, path: consentPath(settings) }))
  if (settings.grants.includes('jwt_bearer'))
    registerJwtBearer({ ...parts, provider, grants, scopes, audiences: audiencesOf(parts) })
  // The provider looks at a client only when it is used.
  for (const { clientId } of clients) await checkClient(provider, clientId)
  return { provider, store, grants, names }
}

async function checkClient(provider: Provider, clientId: string): Promise<void> {
  try {
    await provider.Client.find(clientId)
  } catch (error) {
    const why = error instanceof errors.OIDCProviderError ? error.error_description : String(error)
    throw new TypeError(`The client ${clientId} is refused: ${why}.`, { cause: error })
  }
}

/** The provider tells its time through what is left of a token that ends at a known second. */
function clockOf(provider: Provider): () => number {
  const probe = new provider.AccessToken({})
  probe.exp = 2 ** 40
  return () => probe.exp - probe.remainingTTL
}

// Else they are random, and the same seed would not give the same answers.
function nameTokens(provider: Provider, names: TokenNames, { tokenPrefix = {} }: ResolvedSettings): void {
  const { access, refresh } = tokenPrefix
  nameModel(provider.AccessToken.prototype, () => names.next('access', access))
  nameModel(provider.ClientCredentials.prototype, () => names.next('access', access))
  nameModel(provider.RefreshToken.prototype, () => names.next('refresh', refresh))
  nameModel(provider.AuthorizationCode.prototype, () => names.next('code'))
  nameModel(provider.DeviceCode.prototype, () => names.next('device'))
  nameModel(provider.Grant.prototype, () => names.next('grant'))
}

function nameModel(model: Model, name: () => string): void {
  const original = model.generateTokenId
  model.generateTokenId = function generateTokenId() {
    // The provider settles the format of a token while it makes the name.
    original.call(this)
    return name()
  }
}

function audiencesOf({ issuer, settings }: AssemblyParts): ReadonlySet<string> {
  const token = new URL(settings.paths.token ?? '', issuer).href
  return new Set([issuer, `${issuer}/`, token, ...(settings.assertionAudiences ?? [])])
}
