import { type OAuth2Mechanism, valueAt } from '@sallyport/definition'
import { parseBodyLeniently } from '../body/parse-body.ts'
import { retryTime } from '../retry-time.ts'
import { headerOf, type UpstreamAnswer } from '../send/upstream.ts'

/** Tokens that a token endpoint gave. */
export interface GrantedTokens {
  readonly kind: 'granted'
  readonly accessToken: string
  /** Absent where the one that was presented stays. */
  readonly refreshToken?: string
  /** Milliseconds from the answer; absent where nobody knows. */
  readonly expiresInMs?: number
  readonly scopes?: readonly string[]
  /** Where the vendor says that the API is. It widens nothing: compare it with what was sealed. */
  readonly instanceUrl?: string
}

/** Why there are none. `cause` is a word of RFC 6749 or the vendor's, or one of ours: never a secret, never a body. */
export type NoTokens =
  /** The grant is over: `invalid_grant`, and what the vendor says in its place. */
  | { readonly kind: 'refused'; readonly cause: string }
  /** It is the application that is not accepted, or asks too often. Of the grant nothing is said. */
  | { readonly kind: 'application'; readonly cause: string; readonly retryInMs?: number }
  /** Nothing left this process. */
  | { readonly kind: 'not_sent'; readonly cause: string }
  /** It was sent, and nobody knows what became of it. */
  | { readonly kind: 'unknown'; readonly cause: string }
  /** The vendor refused the request for another reason: `invalid_scope`, `authorization_pending` ... */
  | { readonly kind: 'failed'; readonly cause: string }

export type TokenAnswer = GrantedTokens | NoTokens

const REFUSED = ['invalid_grant']
const APPLICATION = ['invalid_client', 'unauthorized_client']
/** Nothing is said of what was done: RFC 6749 4.1.2.1 has the first two, vendors the others. */
const BROKEN = [
  'server_error',
  'temporarily_unavailable',
  'internal_error',
  'fatal_error',
  'service_unavailable',
]

/** RFC 6749 appendix A.12 and A.17: visible ASCII and spaces. An access token goes into a header, without spaces. */
const ACCESS_TOKEN = /^[\x21-\x7e]{1,16384}$/
const REFRESH_TOKEN = /^[\x20-\x7e]{1,16384}$/
const MAX_SECONDS = 315_360_000
const MAX_SCOPES = 500
/** Tokens hardly ever look like that; what does and was sent is not told either. */
const WORD = /^[a-z][a-z_]{1,59}$/

/**
 * What the answer of a token endpoint means.
 *
 * @param secrets What was sent and must not come back in a `cause`.
 */
export function readTokenAnswer(
  mechanism: OAuth2Mechanism,
  answer: UpstreamAnswer,
  secrets: readonly string[],
): TokenAnswer {
  const body = bodyOf(answer)
  const error = errorOf(body)
  const told = error === undefined ? undefined : wordOf(error, secrets)
  if (answer.status === 429) return limited(answer)
  if (answer.status >= 500) return { kind: 'unknown', cause: `status_${answer.status}` }
  if (error !== undefined) return refusal(mechanism, error, told ?? 'unnamed_error')
  if (answer.status >= 300) return { kind: 'unknown', cause: `status_${answer.status}` }
  return granted(mechanism, body) ?? { kind: 'unknown', cause: 'no_token' }
}

/** Some answer with a form, whatever they were asked for. */
function bodyOf(answer: UpstreamAnswer): unknown {
  const type = headerOf(answer.headers, 'content-type') ?? ''
  if (!type.startsWith('application/x-www-form-urlencoded')) return parseBodyLeniently(answer)
  return Object.fromEntries(new URLSearchParams(Buffer.from(answer.body).toString('utf8')))
}

/** RFC 6749 5.2; some put it into an answer of 200. */
function errorOf(body: unknown): string | undefined {
  const error = valueAt(body, 'error')
  if (typeof error === 'string' && error !== '') return error
  // docs.slack.dev/apis/web-api: "ok" tells whether it worked.
  const failed = (typeof error === 'object' && error !== null) || valueAt(body, 'ok') === false
  return failed ? '' : undefined
}

function wordOf(error: string, secrets: readonly string[]): string | undefined {
  return WORD.test(error) && !secrets.includes(error) ? error : undefined
}

function refusal({ errors = {} }: OAuth2Mechanism, error: string, cause: string): TokenAnswer {
  if ([...REFUSED, ...(errors.refused ?? [])].includes(error)) return { kind: 'refused', cause }
  if ([...APPLICATION, ...(errors.application ?? [])].includes(error)) return { kind: 'application', cause }
  return { kind: BROKEN.includes(error) ? 'unknown' : 'failed', cause }
}

function limited({ headers }: UpstreamAnswer): TokenAnswer {
  // Counted from zero: the time is what is asked for, not the moment.
  const at = retryTime({ header: 'retry-after', as: 'seconds' }, { headers, body: undefined }, 0)
  return { kind: 'application', cause: 'rate_limited', ...(at && { retryInMs: at.getTime() }) }
}

function granted(mechanism: OAuth2Mechanism, body: unknown): GrantedTokens | undefined {
  const { accessToken, refreshToken, expiresIn, instanceUrl } = {
    accessToken: 'access_token',
    refreshToken: 'refresh_token',
    expiresIn: 'expires_in',
    ...mechanism.answer,
  }
  const access = textAt(body, accessToken, ACCESS_TOKEN)
  if (access === undefined) return undefined
  const refresh = textAt(body, refreshToken, REFRESH_TOKEN)
  const seconds = secondsOf(valueAt(body, expiresIn)) ?? mechanism.expiresIn
  const scopes = scopesOf(valueAt(body, 'scope'), mechanism.scopeSeparator ?? ' ')
  const instance = instanceUrl === undefined ? undefined : textAt(body, instanceUrl, REFRESH_TOKEN)
  return {
    kind: 'granted',
    accessToken: access,
    ...(refresh !== undefined && { refreshToken: refresh }),
    ...(seconds !== undefined && { expiresInMs: seconds * 1000 }),
    ...(scopes !== undefined && { scopes }),
    ...(instance !== undefined && { instanceUrl: instance }),
  }
}

function textAt(body: unknown, path: string, shape: RegExp): string | undefined {
  const value = valueAt(body, path)
  return typeof value === 'string' && shape.test(value) ? value : undefined
}

/** Nothing or less is no life of a token: those who write it mean that it has no end, or do not know. */
function secondsOf(value: unknown): number | undefined {
  const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof seconds !== 'number' || !(seconds > 0)) return undefined
  return Math.min(seconds, MAX_SECONDS)
}

function scopesOf(value: unknown, separator: string): readonly string[] | undefined {
  if (typeof value !== 'string' || value.trim() === '') return undefined
  const scopes = value.split(separator).map((scope) => scope.trim())
  return scopes.filter((scope) => /^[\x21-\x7e]{1,500}$/.test(scope)).slice(0, MAX_SCOPES)
}
