/**
 * Seed-era clients send the scoped token itself as a workspace. What has the form of a token (RFC 7519:
 * three parts of base64url, the last one empty where nobody signed) is never a name, whoever issued it.
 */
export function isTokenShaped(text: string): boolean {
  return /^eyJ[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*$/.test(text)
}
