import type { OAuth2Mechanism } from '@sallyport/definition'
import type { UpstreamRequest } from '../send/upstream.ts'
import { clientMembers, clientSecretBasic } from './client-authentication.ts'
import { membersOf, type OAuthApplication, type TokenGrant } from './token-grant.ts'

/** The request that brings a grant to a token endpoint. */
export function tokenRequest(
  mechanism: OAuth2Mechanism,
  grant: TokenGrant,
  application: OAuthApplication | undefined,
): UpstreamRequest {
  const { client = 'basic', body = 'form', scopeSeparator = ' ', token } = mechanism
  const basic = client === 'basic' && application?.clientSecret !== undefined
  const members = {
    ...membersOf(grant, scopeSeparator),
    // RFC 6749 2.3.1: one way alone. A public application says its id (3.2.1).
    ...(!basic && application !== undefined && clientMembers(application)),
  }
  return {
    method: 'POST',
    url: new URL(token),
    headers: {
      accept: 'application/json',
      'user-agent': 'sallyport',
      'content-type': body === 'json' ? 'application/json' : 'application/x-www-form-urlencoded',
      ...(basic && { authorization: clientSecretBasic(application) }),
    },
    body: body === 'json' ? JSON.stringify(members) : new URLSearchParams(members).toString(),
  }
}
