/** What is brought to a token endpoint (RFC 6749 4, 6; RFC 8628 3.4). */
export type TokenGrant =
  | { readonly type: 'refresh_token'; readonly refreshToken: string }
  | { readonly type: 'client_credentials'; readonly scopes?: readonly string[] }
  | {
      readonly type: 'authorization_code'
      readonly code: string
      readonly redirectUri: string
      /** RFC 7636 4.5. */
      readonly codeVerifier?: string
    }
  | { readonly type: 'device_code'; readonly deviceCode: string }

/** The application that asks. Without a secret it is a public one. */
export interface OAuthApplication {
  readonly clientId: string
  readonly clientSecret?: string
}

/** The members of the request that a grant gives. */
export function membersOf(grant: TokenGrant, scopeSeparator: string): Readonly<Record<string, string>> {
  switch (grant.type) {
    case 'refresh_token':
      return { grant_type: grant.type, refresh_token: grant.refreshToken }
    case 'client_credentials': {
      const scope = grant.scopes?.join(scopeSeparator) ?? ''
      return { grant_type: grant.type, ...(scope !== '' && { scope }) }
    }
    case 'authorization_code': {
      const { code, redirectUri, codeVerifier } = grant
      return {
        grant_type: grant.type,
        code,
        redirect_uri: redirectUri,
        ...(codeVerifier !== undefined && { code_verifier: codeVerifier }),
      }
    }
    case 'device_code':
      return { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: grant.deviceCode }
  }
}
