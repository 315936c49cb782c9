import type { CredentialScheme } from './scheme.ts'

/** Names of what holds a secret in a request. Headers are in small letters, the others as the vendor spells them. */
export interface SecretFields {
  readonly headers: ReadonlySet<string>
  readonly query: ReadonlySet<string>
  readonly cookies: ReadonlySet<string>
  readonly body: ReadonlySet<string>
}

const HEADERS = [
  'authorization',
  'proxy-authorization',
  'cookie',
  'x-api-key',
  'api-key',
  'apikey',
  'x-auth-token',
  'x-access-token',
  'x-goog-api-key',
  'x-amz-security-token',
  'private-token',
]

const QUERY = [
  'access_token',
  'api_key',
  'apikey',
  'apiKey',
  'api-key',
  'auth_token',
  'client_secret',
  'token',
  'X-Amz-Security-Token',
  'X-Amz-Signature',
]

/** What is known to hold secrets anywhere, and what the schemes of this vendor name. */
export function secretFields(schemes: readonly CredentialScheme[]): SecretFields {
  const named = {
    header: new Set(HEADERS),
    query: new Set(QUERY),
    cookie: new Set<string>(),
    body: new Set<string>(),
  }
  for (const scheme of schemes) {
    if (scheme.scheme !== 'apiKey') continue
    named[scheme.in].add(scheme.in === 'header' ? scheme.name.toLowerCase() : scheme.name)
  }
  return { headers: named.header, query: named.query, cookies: named.cookie, body: named.body }
}
