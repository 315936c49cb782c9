import { createHash } from 'node:crypto'
import type { OAuth2Mechanism } from '@sallyport/definition'

export interface AuthorizationRequest {
  readonly clientId: string
  readonly redirectUri: string
  readonly state: string
  readonly scopes: readonly string[]
  /** RFC 7636 4.1: 43 to 128 characters of the unreserved ones. */
  readonly codeVerifier: string
}

/**
 * Where a browser goes to ask its user for consent (RFC 6749 4.1.1), with PKCE unless the vendor breaks on it.
 *
 * @param authorize The mechanism's authorization endpoint; it may have a query of its own (RFC 6749 3.1).
 */
export function authorizationUrl(
  { authorizeParams = {}, scopeSeparator = ' ', pkce }: OAuth2Mechanism,
  authorize: string,
  { clientId, redirectUri, state, scopes, codeVerifier }: AuthorizationRequest,
): URL {
  const url = new URL(authorize)
  const params = {
    ...authorizeParams,
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    state,
    ...(scopes.length > 0 && { scope: scopes.join(scopeSeparator) }),
    // RFC 9700 2.1.1: for every client; a vendor that does not know it overlooks it (RFC 6749 3.1).
    ...(pkce !== false && { code_challenge: challengeOf(codeVerifier), code_challenge_method: 'S256' }),
  }
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value)
  return url
}

/** RFC 7636 4.2. */
function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url')
}

/**
 * Whether an issuer that an authorization response names (RFC 9207) is the one that was asked. Its identifier is not in
 * the definition, so its origin is held against those of the endpoints.
 */
export function isIssuer({ authorize, token }: OAuth2Mechanism, iss: string): boolean {
  const origin = URL.parse(iss)?.origin
  const known = [authorize, token].map((url) => (url === undefined ? null : URL.parse(url)))
  return origin !== undefined && known.some((url) => url?.origin === origin)
}
