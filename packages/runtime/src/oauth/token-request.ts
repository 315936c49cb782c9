import type { OAuth2Mechanism } from '@sallyport/definition'
import type { UpstreamRequest } from '../send/upstream.ts'
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
    ...(!basic && application !== undefined && idAndSecret(application)),
  }
  return {
    method: 'POST',
    url: new URL(token),
    headers: {
      accept: 'application/json',
      'user-agent': 'sallyport',
      'content-type': body === 'json' ? 'application/json' : 'application/x-www-form-urlencoded',
      ...(basic && { authorization: basicOf(application) }),
    },
    body: body === 'json' ? JSON.stringify(members) : new URLSearchParams(members).toString(),
  }
}

function idAndSecret({ clientId, clientSecret }: OAuthApplication): Readonly<Record<string, string>> {
  return { client_id: clientId, ...(clientSecret !== undefined && { client_secret: clientSecret }) }
}

/** RFC 6749 2.3.1: both are encoded as in a form before they are joined. */
function basicOf({ clientId, clientSecret = '' }: OAuthApplication): string {
  const pair = `${formEncoded(clientId)}:${formEncoded(clientSecret)}`
  return `Basic ${Buffer.from(pair).toString('base64')}`
}

/** RFC 6749 appendix B. */
function formEncoded(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1)
}
