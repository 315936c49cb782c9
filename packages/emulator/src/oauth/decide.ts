import type { Provider } from 'oidc-provider'
import type { ReceivedRequest } from '../receive/received-request.ts'
import type { BrowserEndpoints } from './browser-endpoints.ts'
import { CookieJar } from './browsers.ts'
import type { Endpoints, Match } from './endpoints.ts'
import type { Grants } from './grants.ts'
import { scopesOf } from './scope-rules.ts'
import type { OAuthUser } from './settings.ts'

/** What a user decides: to allow everything, where nothing is said. */
export interface Decision {
  /** Id of a user; the first one. */
  readonly user?: string
  readonly deny?: boolean
  /** Of those that are asked for, the ones to give. */
  readonly scopes?: readonly string[]
}

const MOST_STEPS = 10

/** Walks an authorization request as a browser with no cookies would, and gives the URL that leads back to the application. */
export async function decideAuthorization(
  url: URL,
  decision: Decision,
  { browser, endpoints }: { readonly browser: BrowserEndpoints; readonly endpoints: Endpoints },
): Promise<string> {
  const jar = new CookieJar()
  let step: { readonly url: URL; readonly body?: Buffer } = { url }
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const { status, headers, body: page } = await browser.ask(...requestOf(step, endpoints), jar)
    if (headers.location !== undefined) {
      if (!browser.isInside(headers.location)) return headers.location
      step = { url: new URL(headers.location, step.url) }
      continue
    }
    if (status !== 200 || step.body) throw new Error(`The authorization request is refused: ${textOf(page)}`)
    step = { url: step.url, body: decisionForm(decision) }
  }
  throw new Error('The authorization request leads from page to page.')
}

function requestOf(
  { url, body }: { readonly url: URL; readonly body?: Buffer },
  endpoints: Endpoints,
): [ReceivedRequest, Match] {
  const method = body ? 'POST' : 'GET'
  const match = endpoints.match(method, url.pathname)
  if (!match) throw new Error(`The authorization server has no page ${url.pathname}.`)
  const headers = body ? { 'content-type': 'application/x-www-form-urlencoded' } : {}
  return [{ method, url: url.pathname + url.search, headers, body: body ?? Buffer.alloc(0) }, match]
}

/** Decides over a device by the code it shows. Throws for a code that is unknown, decided or expired. */
export async function decideDevice(
  userCode: string,
  decision: Decision,
  given: {
    readonly provider: Provider
    readonly grants: Grants
    readonly users: ReadonlyMap<string, OAuthUser>
  },
): Promise<void> {
  const code = await given.provider.DeviceCode.findByUserCode(userCode.toUpperCase().replace(/\W/g, ''))
  if (!code || code.accountId !== undefined || code.error !== undefined) {
    throw new Error(`No device waits with the code ${userCode}.`)
  }
  const user = userOf(given.users, decision)
  if (decision.deny) {
    Object.assign(code, { error: 'access_denied', errorDescription: 'the user denied access' })
  } else {
    const asked = scopesOf(code.params.scope)
    const granted = asked.filter((scope) => decision.scopes?.includes(scope) ?? true)
    const refused = asked.filter((scope) => !granted.includes(scope))
    const consent = { accountId: user.id, clientId: code.clientId, granted, refused, parameters: code.params }
    const grantId = await given.grants.save(consent)
    Object.assign(code, {
      accountId: user.id,
      grantId,
      scope: code.params.scope,
      resource: given.provider.issuer,
    })
  }
  await code.save()
}

function userOf(users: ReadonlyMap<string, OAuthUser>, { user }: Decision): OAuthUser {
  const found = user === undefined ? [...users.values()][0] : users.get(user)
  if (!found) throw new Error(`There is no user ${user}.`)
  return found
}

function decisionForm({ user, deny, scopes }: Decision): Buffer {
  const form = new URLSearchParams({ decision: deny ? 'deny' : 'allow' })
  if (user !== undefined) form.set('user', user)
  if (scopes) form.set('choose', 'scopes')
  for (const scope of scopes ?? []) form.append('scope', scope)
  return Buffer.from(form.toString())
}

function textOf(page: Buffer): string {
  return page
    .toString()
    .replace(/<style>.*?<\/style>|<[^>]*>/gs, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300)
}
