import { CLIENT_ID, CLIENT_SECRET, type Credential } from '../authorize/credential.ts'
import type { OAuthApplication } from './token-grant.ts'

/** As whom a credential's tokens are refreshed and ended: RFC 6749 6 and RFC 7009 2.1 bind both to the same client. */
export type ClientOf =
  | { readonly by: 'grant'; readonly applicationId: string }
  | { readonly by: 'fields'; readonly application: OAuthApplication }

/** The application that got the grant; where none of ours did, the client that was given beside the tokens. */
export function clientOf({ fields, grant }: Credential): ClientOf | undefined {
  if (grant?.applicationId !== undefined) return { by: 'grant', applicationId: grant.applicationId }
  const { [CLIENT_ID]: clientId, [CLIENT_SECRET]: clientSecret } = fields
  if (clientId === undefined) return undefined
  return { by: 'fields', application: { clientId, ...(clientSecret !== undefined && { clientSecret }) } }
}

/** The same, with the secret of an application that got a grant; nothing where there is none, or it is gone. */
export async function applicationFor(
  credential: Credential,
  applicationOf?: (id: string) => Promise<OAuthApplication | undefined>,
): Promise<OAuthApplication | undefined> {
  const client = clientOf(credential)
  return client?.by === 'grant' ? applicationOf?.(client.applicationId) : client?.application
}
