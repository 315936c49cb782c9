import type { ReceivedRequest } from '../receive/received-request.ts'
import { bytesAnswer } from '../respond/answer.ts'
import type { Browsers, CookieJar } from './browsers.ts'
import type { Endpoints, Match } from './endpoints.ts'
import type { Response } from './inject.ts'
import type { Settled, Unsettled } from './oauth-answer.ts'
import { violationsOf } from './oauth-problem.ts'
import { protocolViolations } from './protocol-check.ts'
import type { ProviderDoor } from './provider-door.ts'
import { openMembers, presentedIn, queryOf, readForm } from './read-form.ts'
import type { ResolvedSettings } from './resolve-settings.ts'
import type { VendorRequest } from './vendor-request.ts'

export interface BrowserParts {
  readonly settings: ResolvedSettings
  readonly door: ProviderDoor
  readonly endpoints: Endpoints
  readonly browsers: Browsers
  readonly requests: VendorRequest
  readonly origin: string
}

/** What a user walks through in a browser: the authorization request, the pages, and the metadata beside them. */
export class BrowserEndpoints {
  readonly #parts: BrowserParts

  constructor(parts: BrowserParts) {
    this.#parts = parts
  }

  read(request: ReceivedRequest, match: Match): Unsettled {
    const form = request.method === 'POST' ? readForm(request, { request: 'form' }) : undefined
    const members = form instanceof URLSearchParams ? form : new URLSearchParams()
    const query = queryOf(request)
    return {
      operation: match.operation,
      query: openMembers(query),
      presented: presentedIn(request, members),
      violations: match.kind === 'authorize' ? protocolViolations(query, match, this.#parts.settings) : [],
      body: form instanceof URLSearchParams ? openMembers(form) : null,
      settle: () => this.#settle(request, match),
    }
  }

  async #settle(request: ReceivedRequest, match: Match): Promise<Settled> {
    const { jar, setCookie } = this.#parts.browsers.jarOf(request.headers.cookie)
    const { status, headers, body } = await this.ask(request, match, jar)
    const walks = match.kind === 'authorize' || match.kind === 'page'
    const cookie = setCookie === undefined || !walks ? {} : { 'set-cookie': setCookie }
    return {
      answer: bytesAnswer(status, body, { ...headers, ...cookie }),
      violations: match.kind === 'authorize' ? problemsOf(headers.location, body) : [],
    }
  }

  /** One step of a browser with these cookies. */
  async ask(request: ReceivedRequest, match: Match, jar: CookieJar): Promise<Response> {
    if (match.kind === 'authorize' && this.#parts.settings.consent === 'always') jar.signOut()
    const [path = ''] = request.url.split('?', 1)
    const asked = queryOf(request)
    const translated = match.kind === 'authorize' ? this.#parts.requests.authorization(asked) : asked
    const cookie = jar.header(path)
    const { accept = 'text/html', 'content-type': type, origin } = request.headers
    const response = await this.#parts.door.ask({
      method: request.method,
      url: translated.size === 0 ? path : `${path}?${translated}`,
      headers: {
        accept,
        ...(cookie === undefined ? {} : { cookie }),
        ...(type === undefined ? {} : { 'content-type': type }),
        ...(origin === undefined ? {} : { origin }),
      },
      body: request.body,
    })
    jar.take(response.cookies)
    return this.#leaving(response)
  }

  /** Whether a redirect stays on pages of this server. */
  isInside(location: string): boolean {
    const { origin, pathname } = new URL(location, this.#parts.origin)
    return origin === this.#parts.origin && this.#parts.endpoints.match('GET', pathname) !== undefined
  }

  // Without discovery a client has no word that it may expect `iss` (RFC 9207, section 2.4).
  #leaving(response: Response): Response {
    const { location } = response.headers
    if (location === undefined || this.#parts.settings.paths.discovery || this.isInside(location))
      return response
    const url = new URL(location)
    url.searchParams.delete('iss')
    return { ...response, headers: { ...response.headers, location: url.href } }
  }
}

function problemsOf(location: string | undefined, page: Buffer) {
  const [, error = '', description = ''] = /<code>(\w+)<\/code>: ([^<]*)/.exec(page.toString()) ?? []
  if (location === undefined) return violationsOf({ error, description }, 'query')
  const { search, hash } = new URL(location, 'http://localhost')
  // An unknown response type is answered in the fragment (OAuth 2.0 Multiple Response Types, section 5).
  const sent = new URLSearchParams(search.length > 1 ? search : hash.slice(1))
  const told = { error: sent.get('error') ?? '', description: sent.get('error_description') ?? '' }
  return violationsOf(told, 'query')
}
