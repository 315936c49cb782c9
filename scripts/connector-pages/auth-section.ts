import type {
  AuthAlternative,
  AuthField,
  AuthMechanism,
  Definition,
  OAuth2Mechanism,
  Revocation,
} from '@sallyport/definition'
import { blocks, bullets, code, codes, prose, table } from './markdown.ts'

/** The ways to authenticate, and where each value is found. */
export function authSection({ auth }: Definition): string {
  const ways = Object.entries(auth)
  return blocks(
    '## Credential',
    ways.length === 1 ? 'There is one way to authenticate.' : 'Give the fields of exactly one of these ways.',
    ...ways.map(([name, way]) => waySection(name, way)),
  )
}

function waySection(name: string, { title, form, mechanism }: AuthAlternative): string {
  return blocks(
    `### ${prose(title)} (${code(name)})`,
    mechanismSentence(mechanism),
    table(
      ['field', 'what it is', 'where to find it', 'secret', 'may be left out', 'existing clients send'],
      Object.entries(form).map(([field, stated]) => fieldRow(field, stated)),
    ),
    mechanism.scheme === 'oauth2' ? oauthFacts(mechanism) : undefined,
  )
}

function fieldRow(
  name: string,
  { title, about, pattern, secret, optional, aliases, kind }: AuthField,
): string[] {
  const shape = [
    ...(kind === 'pem' ? ['A private key as PEM.'] : []),
    ...(pattern === undefined ? [] : [`Looks like ${code(pattern)}.`]),
  ]
  return [
    code(name),
    [prose(title), ...shape].join('. ').replace('..', '.'),
    about === undefined ? '' : prose(about),
    secret ? 'yes' : 'no',
    optional ? 'yes' : 'no',
    codes(aliases ?? []),
  ]
}

function mechanismSentence(mechanism: AuthMechanism): string {
  switch (mechanism.scheme) {
    case 'bearer':
    case 'oauth2':
      return `${code(mechanism.field)} goes along as a bearer token.`
    case 'apiKey':
      return `${code(mechanism.field)} goes along by itself, in the ${PLACES[mechanism.in]} ${code(mechanism.name)}.`
    case 'basic':
      return `User ${code(mechanism.user)} and password ${code(mechanism.password)}, as RFC 7617 writes them.`
    case 'headers':
      return `The headers ${codes(Object.keys(mechanism.headers))} carry it.`
    case 'jwt':
      return `An assertion that ${code(mechanism.key)} signs (${mechanism.algorithm}) is exchanged for an access token.`
    case 'signature':
      return `${code(mechanism.secretKey)} signs every request (AWS Signature Version 4).`
  }
}

const PLACES = { header: 'header', query: 'query parameter', cookie: 'cookie' } as const

function oauthFacts(mechanism: OAuth2Mechanism): string {
  const { grants, authorize, token, device, revoke, pkce, refresh, expiresIn } = mechanism
  const facts: (readonly [string, string | undefined])[] = [
    ['Grants', codes(grants)],
    ['Authorization', authorize && code(authorize)],
    ['Token', code(token)],
    ['Device', device && code(device)],
    ['Revocation', revoke && revocationSentence(revoke)],
    ['PKCE', pkce === undefined ? undefined : pkce ? 'yes' : 'no'],
    ['Refresh tokens', refresh && refreshSentence(refresh)],
    ['An access token lives', expiresIn === undefined ? undefined : `${expiresIn} seconds`],
  ]
  return blocks(
    bullets(facts.flatMap(([name, fact]) => (fact === undefined ? [] : [`${name}: ${fact}`]))),
    scopesOf(mechanism),
  )
}

function scopesOf({ scopes }: OAuth2Mechanism): string | undefined {
  const rows = Object.entries(scopes).map(([scope, permits]) => [code(scope), prose(permits)])
  return rows.length === 0 ? undefined : table(['scope', 'permits to'], rows)
}

function revocationSentence({ url, endsGrant }: Revocation): string {
  const ends = endsGrant ? '; it ends all that the user granted to the application' : ''
  return `${code(url)}${ends}`
}

function refreshSentence({ rotates, reuse = 'unknown' }: NonNullable<OAuth2Mechanism['refresh']>): string {
  const kept = rotates ? 'each refresh brings a new one' : 'stay the same'
  if (typeof reuse === 'object') return `${kept}; an old one works for ${reuse.graceSeconds} seconds more`
  const twice = {
    safe: '; presenting one twice does no harm',
    single_use: '; an old one is refused, and may end what came of the same consent',
    unknown: '',
  }
  return kept + twice[reuse]
}
