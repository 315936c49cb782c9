import type { ReceivedRequest } from '../receive/received-request.ts'
import { type Assembly, type AssemblyParts, assembleProvider } from './assemble-provider.ts'
import { BrowserEndpoints } from './browser-endpoints.ts'
import { Browsers } from './browsers.ts'
import { type Decision, decideAuthorization, decideDevice } from './decide.ts'
import { DevicePolling } from './device-polling.ts'
import { Endpoints } from './endpoints.ts'
import { accessEntry, findToken, issuedBy, type LiveToken, revokeAll } from './find-token.ts'
import { MachineEndpoints } from './machine-endpoints.ts'
import type { OAuthAnswer, OAuthReading, Unsettled } from './oauth-answer.ts'
import { ProviderDoor } from './provider-door.ts'
import { resolveSettings } from './resolve-settings.ts'
import type { AuthorizationSettings, OAuthClient, OAuthUser } from './settings.ts'
import type { IssuedToken } from './token-names.ts'
import { userInfo } from './user-info.ts'
import { VendorAnswer } from './vendor-answer.ts'
import { VendorRequest } from './vendor-request.ts'

/** An emulated third party's OAuth: its answers are values, and nothing listens. */
export interface AuthorizationServer {
  /** `POST /oauth/token` and so on, for the rules of faults and the ledger. */
  readonly operations: readonly string[]
  /** `/oauth/token` */
  readonly tokenPath: string
  /** Whether this server answers that path, given without its query. */
  has(path: string): boolean
  /** Looks at a request without letting it take effect. Throws a `TypeError` for a path that it does not have. */
  read(request: ReceivedRequest): OAuthReading
  /**
   * The true answer. What it does (a token is given, rotated, revoked) has happened when it settles.
   * Rejects with a `TypeError` for a path that it does not have.
   */
  answer(request: ReceivedRequest): Promise<OAuthAnswer>
  /** A live access token, or `expired`; `undefined` for one that was never given or is revoked. */
  find(token: string): Promise<LiveToken | 'expired' | undefined>
  /** The redirect URL with the code, as if the user had consented (or denied). Throws when the request is refused without a redirect. */
  consent(authorizationUrl: string, decision?: Decision): Promise<string>
  /** Approves (or denies) a device by the code it shows. Throws when none waits with that code. */
  approveDevice(userCode: string, decision?: Decision): Promise<void>
  /** As if the user removed the application: ends all tokens that the user of this one gave to its client. */
  revokeGrant(token: string): Promise<void>
  /** Ends the life of one access token now. */
  expire(accessToken: string): Promise<void>
  /** The tokens and codes that were given out (the latest 100,000), in clear: for a search of where they went. */
  issued(): readonly IssuedToken[]
}

export interface AuthorizationServerOptions {
  readonly settings: AuthorizationSettings
  readonly clients: readonly OAuthClient[]
  /** The emulator's own URL, an origin such as `http://127.0.0.1:4010`. */
  readonly issuer: string
  /** Milliseconds. Tokens, codes, grants and polls go by it; ID tokens and cookies by the machine's clock. */
  readonly now: () => number
  /** The same seed gives the same tokens in the same order. */
  readonly seed?: string
  /** Who can consent. One user. */
  readonly users?: readonly OAuthUser[]
}

const USERS: readonly OAuthUser[] = [{ id: 'user-1', name: 'Ada Example', email: 'ada@example.com' }]

/**
 * Makes an authorization server with a vendor's quirks. Throws a `TypeError` for settings that could not
 * be played, and an error that names the member for a client that is not whole.
 *
 * @example
 * ```ts
 * const server = await createAuthorizationServer({
 *   settings: { tokenPrefix: { access: 'acme_' } },
 *   clients: [{ clientId: 'app', clientSecret: 'secret' }],
 *   issuer: 'http://127.0.0.1:4010',
 *   now: () => 0,
 * })
 * const body = Buffer.from('grant_type=client_credentials&client_id=app&client_secret=secret')
 * const headers = { 'content-type': 'application/x-www-form-urlencoded' }
 * const { answer } = await server.answer({ method: 'POST', url: '/oauth/token', headers, body })
 * ```
 */
export async function createAuthorizationServer(
  options: AuthorizationServerOptions,
): Promise<AuthorizationServer> {
  const { clients, now, seed = 'oauth', users = USERS } = options
  const issuer = new URL(options.issuer).origin
  const parts = {
    settings: resolveSettings(options.settings, clients),
    clients,
    users: new Map(users.map((user) => [user.id, user])),
    issuer,
    seed,
    now,
  }
  return serverOf(parts, await assembleProvider(parts))
}

function serverOf(parts: AssemblyParts, assembly: Assembly): AuthorizationServer {
  const { users, now } = parts
  const { store, provider, grants } = assembly
  const { endpoints, browser, machine } = partsOf(parts, assembly)
  const find = (token: string) => findToken(store, token, now())
  const unsettled = (request: ReceivedRequest): Unsettled => {
    const [path = ''] = request.url.split('?', 1)
    const match = endpoints.match(request.method, path)
    if (!match) throw new TypeError(`The authorization server has no path ${path}.`)
    if (match.kind === 'userinfo') return userInfo(request, match, { users, find })
    // OPTIONS asks for the provider's CORS headers.
    return (match.machine && request.method !== 'OPTIONS' ? machine : browser).read(request, match)
  }
  return {
    operations: endpoints.operations,
    tokenPath: parts.settings.paths.token ?? '',
    has: (path) => endpoints.match('GET', path) !== undefined,
    read(request) {
      const { settle, ...seen } = unsettled(request)
      return { ...seen, answer: async () => (await settle()).answer }
    },
    async answer(request) {
      const { settle, ...seen } = unsettled(request)
      const { answer, violations } = await settle()
      return { ...seen, answer, violations: seen.violations.length > 0 ? seen.violations : violations }
    },
    find: async (token) => find(token),
    consent: (url, decision = {}) => decideAuthorization(new URL(url), decision, { browser, endpoints }),
    approveDevice: (code, decision = {}) => decideDevice(code, decision, { provider, grants, users }),
    revokeGrant: (token) => revokeAll(store, token),
    async expire(token) {
      const entry = accessEntry(store, token)
      if (!entry) throw new Error('There is no such access token.')
      entry.expiresAt = now()
    },
    issued: () => assembly.names.issued(),
  }
}

function partsOf(parts: AssemblyParts, { provider, store, names }: Assembly) {
  const { settings, clients, issuer, now } = parts
  const endpoints = new Endpoints(settings)
  const shared = {
    settings,
    door: new ProviderDoor(provider),
    requests: new VendorRequest({ settings, clients, issued: issuedBy(store) }),
    origin: issuer,
  }
  const polling = new DevicePolling(settings.device.intervalSeconds, now)
  return {
    endpoints,
    browser: new BrowserEndpoints({ ...shared, endpoints, browsers: new Browsers(issuer, names) }),
    machine: new MachineEndpoints({
      ...shared,
      answers: new VendorAnswer(settings),
      store,
      names,
      polling,
      now,
    }),
  }
}
