import { type ResolvedPaths, resolvePaths } from './resolve-paths.ts'
import type { AuthorizationSettings, GrantName, OAuthClient, RefreshSettings } from './settings.ts'

/** The settings with their defaults filled in. */
export type ResolvedSettings = Omit<AuthorizationSettings, 'paths' | 'refresh' | 'device'> &
  Required<
    Pick<
      AuthorizationSettings,
      | 'grants'
      | 'pkce'
      | 'scopeSeparator'
      | 'accessTokenSeconds'
      | 'refreshTokenSeconds'
      | 'codeSeconds'
      | 'clientAuthentication'
      | 'mayOmit'
      | 'request'
      | 'answer'
      | 'consent'
    >
  > & {
    readonly paths: ResolvedPaths
    readonly refresh: {
      rotation: 'none' | 'always'
      reuse: 'revoke_family' | 'grace' | 'refuse'
      graceSeconds: number
    }
    readonly given: (scopes: readonly string[], parameters: Readonly<Record<string, unknown>>) => boolean
    /** Parameters of the authorization request that are looked at besides the known ones. */
    readonly parameters: readonly string[]
    readonly device: {
      readonly seconds: number
      readonly intervalSeconds: number
      readonly slowDown: boolean
    }
  }

/** The page of a consent is below it. */
export function consentPath({ paths }: ResolvedSettings): string {
  return `${paths.authorize ?? ''}/consent`
}

export const TEN_YEARS = 315_360_000

const GRANTS: readonly GrantName[] = [
  'authorization_code',
  'client_credentials',
  'device_code',
  'refresh_token',
  'jwt_bearer',
]

/** Throws a `TypeError` for settings that could not be played. */
export function resolveSettings(
  settings: AuthorizationSettings,
  clients: readonly OAuthClient[],
): ResolvedSettings {
  const grants =
    settings.grants ?? GRANTS.filter((name) => name !== 'jwt_bearer' || clients.some(({ keys }) => keys))
  const resolved = {
    pkce: 'optional',
    scopeSeparator: ' ',
    accessTokenSeconds: 3600,
    refreshTokenSeconds: TEN_YEARS,
    codeSeconds: 600,
    clientAuthentication: ['basic', 'body'],
    mayOmit: [],
    request: 'form',
    answer: 'json',
    consent: 'always',
    ...settings,
    grants,
    paths: resolvePaths(settings.paths, grants),
    refresh: { reuse: 'revoke_family', graceSeconds: 60, ...(settings.refresh ?? { rotation: 'none' }) },
    given: givenBy(settings.refresh?.given),
    parameters: parametersOf(settings.refresh?.given),
    device: { seconds: 600, intervalSeconds: 5, slowDown: true, ...settings.device },
  } as const
  checkSeconds(resolved)
  return resolved
}

type Given = RefreshSettings['given']

function parametersOf(given: Given): readonly string[] {
  return typeof given === 'object' && 'parameter' in given ? [given.parameter] : []
}

function givenBy(given: Given): ResolvedSettings['given'] {
  if (typeof given !== 'object') return () => true
  if ('scope' in given) return (scopes) => scopes.includes(given.scope)
  return (_scopes, parameters) => parameters[given.parameter] === given.value
}

function checkSeconds(settings: ResolvedSettings): void {
  const { accessTokenSeconds, refreshTokenSeconds, codeSeconds, device, refresh } = settings
  const all = { accessTokenSeconds, refreshTokenSeconds, codeSeconds, deviceSeconds: device.seconds }
  for (const [name, seconds] of Object.entries(all)) {
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > TEN_YEARS) {
      throw new TypeError(`"${name}" is a whole number of seconds from 1 to ${TEN_YEARS}.`)
    }
  }
  if (!(refresh.graceSeconds >= 0)) throw new TypeError('"graceSeconds" is 0 or more.')
  if (!(device.intervalSeconds > 0)) throw new TypeError('"intervalSeconds" is more than 0.')
}
