import { type JwtMechanism, valueAt } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import { parseBodyLeniently } from '../body/parse-body.ts'
import type { PlannedRequest } from '../plan.ts'
import type { Sender } from '../send/sender.ts'
import type { AccessToken } from './access-tokens.ts'
import { fill } from './fill.ts'
import { jwtAssertion } from './jwt-assertion.ts'

const MAX_BYTES = 64 * 1024
const DEADLINE_MS = 10_000
/** RFC 6749 5.1 advises to tell; an hour is what those do who do not. */
const USUAL_SECONDS = 3600

export interface Exchange {
  readonly mechanism: JwtMechanism
  readonly fields: Readonly<Record<string, string>>
  readonly sender: Sender
  readonly now: () => number
  readonly scope?: string
  /** Throws for an origin that the credential may not go to. */
  readonly check: (url: URL) => void
}

/**
 * Exchanges a signed assertion for an access token.
 *
 * @throws SallyportError `credential_invalid` when the endpoint refuses, `upstream_*` when it fails.
 */
export async function exchangeAssertion(exchange: Exchange): Promise<AccessToken> {
  const { mechanism, fields, sender, now, scope } = exchange
  const url = new URL(fill(mechanism.token, mapped(fields, encodeURIComponent)))
  exchange.check(url)
  const request = requestOf(mechanism, url, jwtAssertion(mechanism, fields, now()))
  const answer = await sender.send(request, {
    deadlineMs: DEADLINE_MS,
    maxBytes: MAX_BYTES,
    ...(scope !== undefined && { scope }),
  })
  const body = parseBodyLeniently(answer)
  const { accessToken = 'access_token', expiresAt } = mechanism.answer ?? {}
  const token = valueAt(body, accessToken)
  if (answer.status >= 300 || typeof token !== 'string' || token === '') throw refused(answer.status, url)
  const seconds = Number(valueAt(body, 'expires_in') ?? USUAL_SECONDS)
  const told = expiresAt === undefined ? Number.NaN : Date.parse(String(valueAt(body, expiresAt)))
  return { token, expiresAt: Number.isNaN(told) ? now() + seconds * 1000 : told }
}

function requestOf(mechanism: JwtMechanism, url: URL, assertion: string): PlannedRequest {
  const accept = { accept: 'application/json', 'user-agent': 'sallyport' }
  if (mechanism.as === 'bearer') {
    return { method: 'POST', url, headers: { ...accept, authorization: `Bearer ${assertion}` } }
  }
  // RFC 7523 2.1.
  const form = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }
  return {
    method: 'POST',
    url,
    headers: { ...accept, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  }
}

function refused(status: number, { host }: URL): SallyportError {
  if (status >= 500 || status === 429) {
    return new SallyportError('upstream_unavailable', `${host} could not give an access token.`, {
      upstream: { method: 'POST', host, path: '', status },
    })
  }
  return new SallyportError('credential_invalid', `${host} gives no access token for this account.`, {
    fix: 'Check that the account and its key exist and that it may use this API.',
    upstream: { method: 'POST', host, path: '', status },
  })
}

function mapped(fields: Readonly<Record<string, string>>, map: (value: string) => string) {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, map(value)]))
}
