import type { GrantName } from './settings.ts'

export const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
export const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code'

/** The values of `grant_type` on the wire (RFC 6749, RFC 7523, RFC 8628). */
export const GRANT_TYPES: Readonly<Record<GrantName, string>> = {
  authorization_code: 'authorization_code',
  client_credentials: 'client_credentials',
  device_code: DEVICE_CODE,
  refresh_token: 'refresh_token',
  jwt_bearer: JWT_BEARER,
}

/** The grant that a token request is for; where it may be left out, told by the other members. */
export function grantOf(form: URLSearchParams, mayOmit: readonly string[]): string | undefined {
  const named = form.get('grant_type')
  if (named || !mayOmit.includes('grant_type')) return named || undefined
  return BY_MEMBER.find(([member]) => form.has(member))?.[1]
}

const BY_MEMBER = [
  ['code', 'authorization_code'],
  ['refresh_token', 'refresh_token'],
  ['device_code', DEVICE_CODE],
  ['assertion', JWT_BEARER],
] as const
