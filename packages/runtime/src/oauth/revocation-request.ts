import type { OAuth2Mechanism, Revocation } from '@sallyport/definition'
import type { UpstreamRequest } from '../send/upstream.ts'
import { clientMembers, clientSecretBasic } from './client-authentication.ts'
import type { OAuthApplication } from './token-grant.ts'

export interface RevocationParts {
  readonly mechanism: OAuth2Mechanism
  readonly revocation: Revocation
  readonly token: { readonly name: 'access_token' | 'refresh_token'; readonly value: string }
  readonly application: OAuthApplication | undefined
}

/** The request that ends a token: RFC 7009 2.1, or as the definition says. */
export function revocationRequest({
  mechanism,
  revocation,
  token,
  application,
}: RevocationParts): UpstreamRequest {
  const { as = 'form', name = 'token', method = 'POST' } = revocation
  const client = revocation.client ?? mechanism.client ?? 'basic'
  const basic = client === 'basic' && application?.clientSecret !== undefined
  const members = {
    [name]: token.value,
    // RFC 7009 2.1: it may help to find it. Names of the vendor's own leave no room for it.
    ...(name === 'token' && { token_type_hint: token.name }),
    ...(client !== 'none' && !basic && application !== undefined && clientMembers(application)),
  }
  return {
    method,
    url: new URL(revocation.url.replace('{client_id}', encodeURIComponent(application?.clientId ?? ''))),
    headers: {
      accept: 'application/json',
      'user-agent': 'sallyport',
      ...(as === 'json' && { 'content-type': 'application/json' }),
      ...(as === 'form' && { 'content-type': 'application/x-www-form-urlencoded' }),
      ...(basic && { authorization: clientSecretBasic(application) }),
      ...(as === 'bearer' && { authorization: `Bearer ${token.value}` }),
    },
    ...(as === 'json' && { body: JSON.stringify(members) }),
    ...(as === 'form' && { body: new URLSearchParams(members).toString() }),
  }
}
