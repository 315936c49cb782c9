import type { Violation } from '../receive/checked-request.ts'
import type { EndpointKind, Match } from './endpoints.ts'
import { DEVICE_CODE, GRANT_TYPES, grantOf, JWT_BEARER } from './grant-types.ts'
import type { ResolvedSettings } from './resolve-settings.ts'

/** What each grant and endpoint cannot do without, besides the client's own name and secret. */
const REQUIRED_BY_GRANT: Readonly<Record<string, readonly string[]>> = {
  authorization_code: ['code'],
  refresh_token: ['refresh_token'],
  [DEVICE_CODE]: ['device_code'],
  [JWT_BEARER]: ['assertion'],
}

const REQUIRED: Partial<Record<EndpointKind, readonly string[]>> = {
  authorize: ['client_id', 'response_type'],
  token: ['grant_type'],
  revoke: ['token'],
  introspect: ['token'],
}

/** Departures from the standard that a request shows by itself. */
export function protocolViolations(
  members: URLSearchParams,
  { kind }: Match,
  settings: ResolvedSettings,
): readonly Violation[] {
  const { mayOmit } = settings
  const place = kind === 'authorize' ? 'query' : 'body'
  const grant = (kind === 'token' && grantOf(members, mayOmit)) || ''
  const byGrant = Object.hasOwn(REQUIRED_BY_GRANT, grant) ? (REQUIRED_BY_GRANT[grant] ?? []) : []
  const missing = [...(REQUIRED[kind] ?? []), ...byGrant].filter(
    (name) =>
      !members.get(name) &&
      !(name === 'grant_type' && grant) &&
      !(name === 'response_type' && mayOmit.includes(name)),
  )
  return [
    ...missing.map(
      (field): Violation => ({ in: place, field, code: 'missing', message: `${field} is missing` }),
    ),
    ...wrongMembers(members, kind, settings).map(
      ([field, message]): Violation => ({ in: place, field, code: 'invalid', message }),
    ),
  ]
}

function wrongMembers(
  members: URLSearchParams,
  kind: EndpointKind,
  settings: ResolvedSettings,
): readonly [string, string][] {
  const wrong: [string, string][] = []
  const grant = members.get('grant_type')
  if (kind === 'token' && grant && !settings.grants.some((name) => GRANT_TYPES[name] === grant)) {
    wrong.push(['grant_type', 'the vendor has no such grant'])
  }
  const method = members.get('code_challenge_method')
  if (
    kind === 'authorize' &&
    settings.pkce !== 'none' &&
    members.has('code_challenge') &&
    method !== 'S256'
  ) {
    wrong.push(['code_challenge_method', 'only S256 is taken'])
  }
  if (kind === 'authorize' && settings.pkce === 'required' && !members.has('code_challenge')) {
    wrong.push(['code_challenge', 'a challenge is needed'])
  }
  const unknown = kind === 'page' ? undefined : unknownScope(members.get('scope'), settings)
  if (unknown !== undefined) wrong.push(['scope', 'the vendor has no such scope'])
  return wrong
}

function unknownScope(
  scope: string | null,
  { scopes, scopeSeparator }: ResolvedSettings,
): string | undefined {
  if (scope === null || !scopes) return undefined
  const asked = scope.split(scopeSeparator === ',' ? /[ ,]+/ : ' ')
  return asked.find((one) => one !== '' && !scopes.includes(one))
}
