import type { OAuth2Mechanism } from '@sallyport/definition'
import { type Credential, REFRESH_TOKEN } from '../authorize/credential.ts'
import type { GrantedTokens } from './token-answer.ts'
import type { TokenGrant } from './token-grant.ts'

export interface TokenPlace extends Pick<OAuth2Mechanism, 'field'> {
  /** When the answer came, in milliseconds of the clock that its expiry will be read by. */
  readonly now: number
  /** What they were given for. */
  readonly grant: TokenGrant['type']
}

/**
 * A credential with the tokens that it was just given. What the answer leaves out stays: the refresh token where none
 * came (RFC 6749 6), the scopes, and always the origins.
 */
export function withTokens(
  credential: Credential,
  granted: GrantedTokens,
  { field, now, grant }: TokenPlace,
): Credential {
  const { accessToken, refreshToken, expiresInMs } = granted
  const scopes = granted.scopes ?? credential.grant?.scopes
  const applicationId = credential.grant?.applicationId
  return {
    ...credential,
    fields: {
      ...credential.fields,
      [field]: accessToken,
      ...(refreshToken !== undefined && { [REFRESH_TOKEN]: refreshToken }),
    },
    grant: {
      issuedAt: now,
      ...(expiresInMs !== undefined && { expiresAt: now + expiresInMs }),
      ...(scopes !== undefined && { scopes }),
      ...(grant === 'client_credentials' && { by: grant }),
      ...(applicationId !== undefined && { applicationId }),
    },
  }
}

/** Whether the API that a token answer names, where it names one, is where the credential was sealed for. */
export function isWithin({ origins }: Pick<Credential, 'origins'>, { instanceUrl }: GrantedTokens): boolean {
  if (instanceUrl === undefined) return true
  const url = URL.parse(instanceUrl)
  return url !== null && origins.includes(url.origin)
}
