import { consentPath, type ResolvedSettings } from './resolve-settings.ts'

/** What is asked of the server. `page` is everything that a browser walks through. */
export type EndpointKind =
  | 'token'
  | 'revoke'
  | 'introspect'
  | 'device'
  | 'userinfo'
  | 'authorize'
  | 'discovery'
  | 'page'
  | 'jwks'

export interface Match {
  readonly kind: EndpointKind
  readonly methods: readonly string[]
  /** A program asks it for itself: no browser, no cookies. */
  readonly machine: boolean
  /** `POST /oauth/token` */
  readonly operation: string
}

interface Route {
  readonly kind: EndpointKind
  readonly methods: readonly string[]
  /** `{uid}` stands for one segment, and only at the end. */
  readonly template: string
}

const MACHINE: ReadonlySet<EndpointKind> = new Set(['token', 'revoke', 'introspect', 'device'])
const UID = '{uid}'

/** The paths of an authorization server and what is behind them. */
export class Endpoints {
  readonly #exact = new Map<string, Route>()
  readonly #below = new Map<string, Route>()

  constructor(settings: ResolvedSettings) {
    for (const route of routesOf(settings)) {
      if (!route.template.endsWith(UID)) this.#exact.set(route.template, route)
      else this.#below.set(route.template.slice(0, -UID.length), route)
    }
  }

  get operations(): readonly string[] {
    return [...this.#exact.values(), ...this.#below.values()].flatMap(({ methods, template }) =>
      methods.map((method) => `${method} ${template}`),
    )
  }

  /** What answers a path, without its query. The operation is named even for a method that is refused. */
  match(method: string, path: string): Match | undefined {
    const end = path.lastIndexOf('/') + 1
    const route =
      this.#exact.get(path) ?? (end < path.length ? this.#below.get(path.slice(0, end)) : undefined)
    if (!route) return undefined
    const { kind, methods, template } = route
    return { kind, methods, machine: MACHINE.has(kind), operation: `${method} ${template}` }
  }
}

function routesOf(settings: ResolvedSettings): readonly Route[] {
  const { paths } = settings
  const routes: readonly [EndpointKind, readonly string[], string | false | undefined][] = [
    ['token', ['POST'], paths.token],
    ['revoke', ['POST'], paths.revoke],
    ['introspect', ['POST'], paths.introspect],
    ['device', ['POST'], paths.device],
    ['userinfo', ['GET', 'POST'], paths.userinfo],
    ['jwks', ['GET'], paths.jwks],
    ['discovery', ['GET'], paths.discovery && '/.well-known/openid-configuration'],
    ['discovery', ['GET'], paths.discovery && '/.well-known/oauth-authorization-server'],
    ['authorize', ['GET'], paths.authorize],
    ['page', ['GET'], paths.authorize && `${paths.authorize}/${UID}`],
    ['page', ['GET', 'POST'], paths.authorize && `${consentPath(settings)}/${UID}`],
    ['page', ['POST'], paths.authorize && `${paths.authorize}/switch/confirm`],
    ['page', ['GET', 'POST'], paths.verification],
    ['page', ['GET'], paths.verification && `${paths.verification}/${UID}`],
  ]
  return routes.flatMap(([kind, methods, template]) => (template ? [{ kind, methods, template }] : []))
}
