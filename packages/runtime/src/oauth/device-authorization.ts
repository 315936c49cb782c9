import { type OAuth2Mechanism, valueAt } from '@sallyport/definition'
import { parseBodyLeniently } from '../body/parse-body.ts'
import type { Sender } from '../send/sender.ts'
import { headerOf, type UpstreamAnswer } from '../send/upstream.ts'
import type { OAuthApplication } from './token-grant.ts'

const MAX_BYTES = 64 * 1024
const DEADLINE_MS = 20_000
/** RFC 8628 3.2: where the vendor does not say. */
const USUAL_INTERVAL = 5
const LONGEST_INTERVAL = 300
/** A code that is typed by hand is not good for longer, whatever the vendor says. */
const LONGEST_LIFE = 3600

/** What a device shows, and what it polls with (RFC 8628 3.2). */
export interface DeviceAuthorization {
  readonly deviceCode: string
  readonly userCode: string
  readonly verificationUri: string
  readonly verificationUriComplete?: string
  readonly expiresInSeconds: number
  readonly intervalSeconds: number
}

export interface DeviceQuestion {
  readonly mechanism: OAuth2Mechanism
  readonly application: OAuthApplication
  readonly scopes: readonly string[]
  readonly sender: Sender
  /** Keeps the connections of one tenant apart from those of others. */
  readonly scope?: string
}

/**
 * Asks for the codes of a device. `undefined` where the vendor gives none.
 *
 * @throws SallyportError as the sender does.
 */
export async function authorizeDevice({
  mechanism,
  application,
  scopes,
  sender,
  scope,
}: DeviceQuestion): Promise<DeviceAuthorization | undefined> {
  const { device, scopeSeparator = ' ' } = mechanism
  if (device === undefined) return undefined
  const { clientId, clientSecret } = application
  const basic = mechanism.client !== 'body' && clientSecret !== undefined
  const members = {
    client_id: clientId,
    ...(scopes.length > 0 && { scope: scopes.join(scopeSeparator) }),
  }
  const answer = await sender.send(
    {
      method: 'POST',
      url: new URL(device),
      headers: {
        accept: 'application/json',
        'user-agent': 'sallyport',
        'content-type': 'application/x-www-form-urlencoded',
        // RFC 8628 3.1: the client authenticates as at the token endpoint.
        ...(basic && { authorization: basicOf(clientId, clientSecret) }),
      },
      body: new URLSearchParams(
        basic || clientSecret === undefined ? members : { ...members, client_secret: clientSecret },
      ).toString(),
    },
    { deadlineMs: DEADLINE_MS, maxBytes: MAX_BYTES, ...(scope !== undefined && { scope }) },
  )
  return answer.status < 300 ? readDeviceAnswer(answer) : undefined
}

function readDeviceAnswer(answer: UpstreamAnswer): DeviceAuthorization | undefined {
  const form = headerOf(answer.headers, 'content-type')?.startsWith('application/x-www-form-urlencoded')
  const body = form
    ? Object.fromEntries(new URLSearchParams(Buffer.from(answer.body).toString('utf8')))
    : parseBodyLeniently(answer)
  const deviceCode = textAt(body, 'device_code')
  const userCode = textAt(body, 'user_code')
  // developers.google.com/identity/protocols/oauth2/limited-input-device: "verification_url".
  const verificationUri = pageAt(body, 'verification_uri') ?? pageAt(body, 'verification_url')
  const complete = pageAt(body, 'verification_uri_complete')
  if (deviceCode === undefined || userCode === undefined || verificationUri === undefined) return undefined
  return {
    deviceCode,
    userCode,
    verificationUri,
    ...(complete !== undefined && { verificationUriComplete: complete }),
    expiresInSeconds: secondsAt(body, 'expires_in', { usual: 600, most: LONGEST_LIFE }),
    intervalSeconds: secondsAt(body, 'interval', { usual: USUAL_INTERVAL, most: LONGEST_INTERVAL }),
  }
}

function textAt(body: unknown, name: string): string | undefined {
  const value = valueAt(body, name)
  return typeof value === 'string' && /^[\x20-\x7e]{1,2000}$/.test(value) ? value : undefined
}

/** People are sent there: a page, and nothing that a browser would run. */
function pageAt(body: unknown, name: string): string | undefined {
  const url = URL.parse(textAt(body, name) ?? '')
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : undefined
}

function secondsAt(
  body: unknown,
  name: string,
  { usual, most }: { readonly usual: number; readonly most: number },
): number {
  const seconds = Math.ceil(Number(valueAt(body, name) ?? usual))
  return seconds > 0 ? Math.min(seconds, most) : usual
}

/** RFC 6749 2.3.1: both are encoded as in a form before they are joined. */
function basicOf(clientId: string, clientSecret: string): string {
  const [id, secret] = [clientId, clientSecret].map((text) =>
    new URLSearchParams({ '': text }).toString().slice(1),
  )
  return `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
}
