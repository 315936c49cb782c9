import type { AuthorizationPaths, GrantName } from './settings.ts'

export type Endpoint = Exclude<keyof AuthorizationPaths, 'discovery'>

/** An endpoint without a path is not there. */
export type ResolvedPaths = Readonly<Record<Endpoint, string | undefined>> & { readonly discovery: boolean }

const PATHS: Readonly<Record<Endpoint, string>> = {
  authorize: '/oauth/authorize',
  token: '/oauth/token',
  revoke: '/oauth/revoke',
  introspect: '/oauth/introspect',
  device: '/oauth/device/code',
  verification: '/oauth/device',
  userinfo: '/oauth/userinfo',
  jwks: '/oauth/jwks',
}

/** Throws a `TypeError` for paths that are none, or the same. */
export function resolvePaths(
  paths: AuthorizationPaths | undefined,
  grants: readonly GrantName[],
): ResolvedPaths {
  if (!paths) return checkPaths({ ...PATHS, discovery: true })
  const device = grants.includes('device_code')
  const needed: Partial<Record<Endpoint, boolean>> = {
    // The provider's routes hang below this one; without the grant nothing is let through to it.
    authorize: device || grants.includes('authorization_code'),
    token: true,
    device,
    verification: device,
  }
  const path = (endpoint: Endpoint) => paths[endpoint] ?? (needed[endpoint] ? PATHS[endpoint] : undefined)
  return checkPaths({
    authorize: path('authorize'),
    token: path('token'),
    revoke: path('revoke'),
    introspect: path('introspect'),
    device: path('device'),
    verification: path('verification'),
    userinfo: path('userinfo'),
    jwks: path('jwks'),
    discovery: paths.discovery ?? false,
  })
}

function checkPaths(paths: ResolvedPaths): ResolvedPaths {
  const all = Object.values(paths).filter((path) => typeof path === 'string')
  const wrong = all.find((path) => !/^(\/[\w.~-]+)+$/.test(path))
  if (wrong) throw new TypeError(`"${wrong}" is no path of an OAuth endpoint: write it as /oauth/token.`)
  const twice = all.find((path, index) => all.indexOf(path) !== index)
  if (twice) throw new TypeError(`Two OAuth endpoints have the path ${twice}.`)
  return paths
}
