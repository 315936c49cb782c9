import type { KeyObject } from 'node:crypto'
import type { Context, Provider } from 'oidc-provider'
import { errors } from 'oidc-provider'
import { type Assertion, assertionKey, readAssertion } from './assertion.ts'
import { JWT_BEARER } from './grant-types.ts'
import type { Grants } from './grants.ts'
import type { ScopeRules } from './scope-rules.ts'
import type { OAuthClient } from './settings.ts'

export interface JwtBearerParts {
  readonly provider: Provider
  readonly grants: Grants
  readonly scopes: ScopeRules
  readonly clients: readonly OAuthClient[]
  readonly audiences: ReadonlySet<string>
  readonly now: () => number
}

/** Lets clients with keys trade a signed assertion for an access token (RFC 7523, section 2.1). */
export function registerJwtBearer(parts: JwtBearerParts): void {
  const keys = new Map(
    parts.clients.flatMap(({ clientId, keys = [] }) =>
      keys.length === 0 ? [] : [[clientId, keys.map(assertionKey)] as const],
    ),
  )
  parts.provider.registerGrantType(JWT_BEARER, (ctx) => answer(ctx, parts, keys), ['assertion', 'scope'])
}

async function answer(
  ctx: Context,
  parts: JwtBearerParts,
  keys: ReadonlyMap<string, readonly KeyObject[]>,
): Promise<void> {
  const { client, params } = ctx.oidc
  const { assertion } = params
  if (typeof assertion !== 'string')
    throw new errors.InvalidRequest('missing required parameter(s): assertion')
  const rules = { keys: keys.get(client.clientId) ?? [], audiences: parts.audiences, now: parts.now() }
  const read = readAssertion(assertion, rules)
  if (typeof read === 'string') throw new errors.InvalidGrant(read)
  if (read.issuer !== client.clientId) throw new errors.InvalidGrant('assertion is of another issuer')
  const scopes = (read.scope ?? String(params.scope ?? '')).split(' ').filter(Boolean)
  const refused = parts.scopes.refused(scopes, client.clientId)
  if (refused !== undefined) throw new errors.InvalidScope('requested scope is not allowed', refused)
  ctx.body = await issue(ctx, parts, { ...read, scopes })
}

async function issue(
  ctx: Context,
  { provider, grants }: JwtBearerParts,
  { subject, issuer, scopes }: Assertion & { readonly scopes: readonly string[] },
): Promise<object> {
  const { client } = ctx.oidc
  const accountId = subject ?? issuer
  const consent = { accountId, clientId: client.clientId, granted: scopes, refused: [], parameters: {} }
  const grantId = await grants.save(consent)
  const scope = scopes.join(' ')
  const token = new provider.AccessToken({ accountId, client, grantId, gty: 'jwt_bearer', scope })
  return {
    access_token: await token.save(),
    expires_in: token.expiration,
    token_type: token.tokenType,
    ...(scope === '' ? {} : { scope }),
  }
}
