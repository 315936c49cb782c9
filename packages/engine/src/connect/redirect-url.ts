import { SallyportError } from '@sallyport/errors'
import { actorOf, type Principal } from '../execute/principal.ts'
import type { RedirectUrlStore } from './connect-ports.ts'

/** Addresses that an organization may register. */
export const MAX_REDIRECT_URLS = 50
const MAX_URL = 2_000
/** RFC 8252 7.3: what never leaves the machine needs no TLS. */
const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])$/
/** Members that we add ourselves: another of the same name would leave the reader to guess. */
const RESERVED = ['connector_id', 'server_side_oauth_secret_id', 'error', 'error_description']

export interface RedirectUrlOptions {
  readonly redirectUrls: RedirectUrlStore
  readonly now: () => number
  readonly newId: () => string
}

/** Registers where users may be sent back to, in place of what was registered. */
export async function replaceRedirectUrls(
  { redirectUrls, now, newId }: RedirectUrlOptions,
  principal: Principal,
  { urls, requestId }: { readonly urls: readonly string[]; readonly requestId: string },
): Promise<readonly string[]> {
  const registered = [...new Set(urls.map((url, index) => parseRegistered(url, `redirect_urls.${index}`)))]
  const { organizationId } = principal.scope
  await redirectUrls.replace(principal.scope, registered, {
    id: newId(),
    type: 'redirect_urls.replaced',
    actor: actorOf(principal),
    subjectId: organizationId,
    requestId,
    at: new Date(now()),
  })
  return registered.toSorted()
}

/**
 * The address that a user is to be sent back to, if the organization has registered it: same scheme, host, port and
 * path; its query is the caller's. Until something is registered, this machine alone is good.
 *
 * @throws SallyportError `invalid_request`
 */
export function checkRedirectUrl(registered: readonly string[], given: string): string {
  const url = parseUrl(given, 'redirect_url')
  const taken = RESERVED.filter((name) => url.searchParams.has(name))
  if (taken.length > 0) throw unfit('redirect_url', `has "${taken[0]}" in its query, which is ours to add`)
  const place = url.origin + url.pathname
  const allowed = registered.length === 0 ? LOOPBACK.test(url.hostname) : registered.includes(place)
  if (allowed) return url.href
  const message = `"redirect_url" is not registered: ${place.slice(0, 300)}.`
  throw new SallyportError('invalid_request', message, {
    fix: `Register it with PUT /api/v1/oauth/redirect_urls {"redirect_urls": ["${place.slice(0, 300)}"]}, which replaces the whole list.`,
    problems: [{ field: 'redirect_url', code: 'unregistered', message }],
  })
}

/** An address with members added behind the query that it has, which stays as it was written. */
export function withMembers(url: string, members: Readonly<Record<string, string>>): string {
  const made = new URL(url)
  const added = new URLSearchParams(members).toString()
  made.search = made.search.length > 1 ? `${made.search}&${added}` : added
  return made.href
}

function parseRegistered(text: string, field: string): string {
  const url = parseUrl(text, field)
  if (url.search !== '') throw unfit(field, 'has a query; register it without, and give any when you connect')
  return url.origin + url.pathname
}

function parseUrl(text: string, field: string): URL {
  const url = text.length <= MAX_URL ? URL.parse(text) : null
  if (url === null) throw unfit(field, `is no URL of at most ${MAX_URL} characters`)
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname))
  if (!safe) throw unfit(field, 'is to be https, or http on 127.0.0.1, [::1] or localhost')
  if (url.username !== '' || url.password !== '') throw unfit(field, 'has a user or password')
  // RFC 6749 3.1.2.
  if (url.hash !== '' || text.includes('#')) throw unfit(field, 'has a fragment')
  return url
}

function unfit(field: string, what: string): SallyportError {
  const message = `"${field}" ${what}.`
  return new SallyportError('invalid_request', message, { problems: [{ field, code: 'format', message }] })
}
