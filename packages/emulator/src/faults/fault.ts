import type { JsonObject } from '../json.ts'
import type { ContentCoding } from './compressed-body.ts'

/**
 * One way to go wrong. Members named `...After` are seconds, as in HTTP; `ms`, `min`, `max`, `p50`, `p99`
 * and `interval` are milliseconds; sizes are bytes. "The true answer" is the one without the fault.
 */
export type Fault = Delayed | Refusal | BrokenConnection | SpoiledBody | SpoiledPaging | SpoiledToken

type Delayed =
  /** The true answer after a fixed time. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** The true answer after a time from a range, each as likely. */
  | { readonly kind: 'latency'; readonly min: number; readonly max: number }
  /** The true answer after a log-normal time: half take at most `p50`, 1 of 100 longer than `p99`. */
  | { readonly kind: 'latency'; readonly p50: number; readonly p99: number }
  /** The true answer, its status line and headers a byte per `interval` (20). */
  | { readonly kind: 'slow-headers'; readonly interval?: number }
  /** The true answer, its body a byte per `interval` (20). */
  | { readonly kind: 'slow-body'; readonly interval?: number }
  /** The request is read and never answered. */
  | { readonly kind: 'silence' }

/** The vendor's own words for a problem. */
type Refusal =
  /** 401: the credential is not (or no longer) accepted. */
  | { readonly kind: 'unauthorized' }
  /** 403: the credential is good and may not do this. */
  | { readonly kind: 'forbidden' }
  /** A spent allowance, which comes back after `resetAfter` (3600), by the vendor's status unless one is given. */
  | { readonly kind: 'rate-limited'; readonly resetAfter?: number; readonly status?: 403 | 429 }
  /** A secondary rate limit, with `Retry-After` (60). */
  | { readonly kind: 'secondary-rate-limited'; readonly retryAfter?: number }
  /** 429. The wait (60) is told in seconds, as a date, by nothing but the vendor's own headers, or not at all. */
  | {
      readonly kind: 'too-many-requests'
      readonly retryAfter?: number
      readonly as?: 'seconds' | 'http-date' | 'vendor' | 'none'
    }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'conflict' }
  /** The vendor's answer to an invalid request, with its list of `errors`. */
  | { readonly kind: 'invalid'; readonly errors?: readonly JsonObject[] }
  | { readonly kind: 'server-error' }
  | { readonly kind: 'bad-gateway' }
  /** 503; with `Retry-After` when a wait is given, in seconds or as a date. */
  | { readonly kind: 'unavailable'; readonly retryAfter?: number; readonly as?: 'seconds' | 'http-date' }
  | { readonly kind: 'gateway-timeout' }
  /** 200, and the body says what went wrong. */
  | { readonly kind: 'in-band-error'; readonly error?: string }
  /** A redirect (302) to the same path of another origin; to `self` it never ends. */
  | { readonly kind: 'redirect'; readonly to: string; readonly status?: 301 | 302 | 303 | 307 | 308 }
  /** An answer (400) whose body repeats the request's `Authorization` header. */
  | { readonly kind: 'echo-authorization'; readonly status?: number }
  /** An answer (400) whose body repeats all headers of the request. */
  | { readonly kind: 'echo-headers'; readonly status?: number }

type BrokenConnection =
  /** From the moment the rule is added nothing listens: for `ms`, or until the rule is taken back. */
  | { readonly kind: 'connection-refused'; readonly ms?: number }
  /** The connection is reset before the headers, or in the middle of the true answer's body. */
  | { readonly kind: 'reset'; readonly at?: 'headers' | 'body' }
  /** The true answer ends in its middle: short of its `Content-Length`, or without its last chunk. */
  | { readonly kind: 'truncated'; readonly as?: 'length' | 'chunked' }

type SpoiledBody =
  /** 200 with a valid JSON array of exactly this size. */
  | { readonly kind: 'large'; readonly bytes: number }
  /** 200 with this many arrays inside each other. */
  | { readonly kind: 'deep'; readonly levels: number }
  /** 200 with the beginning of a JSON array that goes on for ever; as fast as it is read, or a byte per `trickle`. */
  | { readonly kind: 'never-ending'; readonly trickle?: number }
  /** 200 with a valid JSON array, small on the wire and this large when decoded. */
  | { readonly kind: 'gzip-bomb'; readonly bytes: number; readonly encoding?: ContentCoding }
  /** 200 that says JSON and is not, or is nothing, or bytes that are no text; or an HTML page. */
  | { readonly kind: 'nonsense'; readonly as?: 'json' | 'html' | 'empty' | 'binary' }
  /** The true answer under another content type (`text/html; charset=utf-8`). */
  | { readonly kind: 'wrong-content-type'; readonly type?: string }
  /** The true answer with each integer `id`, `..._id` and `...Id` beyond 2^53, where a double loses it. */
  | { readonly kind: 'big-integers' }
  /** The true answer of a vendor whose clock is wrong by `ms`: its date headers and its body's time stamps. */
  | { readonly kind: 'clock-skew'; readonly ms: number }
  /** The true answer with a header that is there twice, each time with another value. */
  | { readonly kind: 'duplicate-header'; readonly name: string; readonly values: readonly string[] }

type SpoiledPaging =
  /** The true answer; its next page is this page again. */
  | { readonly kind: 'repeating-cursor' }
  /** There is always a next page, whether it holds something or nothing; or the cursor is an error. */
  | { readonly kind: 'lying-cursor'; readonly as?: 'endless' | 'empty' | 'error' }

/** Without an operation or a path, these are played at the token endpoint alone. */
type SpoiledToken =
  /** An error of RFC 6749, 5.2 (`invalid_grant`), with its status (400). */
  | {
      readonly kind: 'token-error'
      readonly error?: string
      readonly description?: string
      readonly status?: number
    }
  /** The true answer without its `refresh_token`. */
  | { readonly kind: 'token-without-refresh' }
  /** The true answer, cut in the middle of its JSON. */
  | { readonly kind: 'token-invalid-json' }
  /** The true answer with `expires_in: 0`. */
  | { readonly kind: 'token-expires-now' }

export type FaultKind = Fault['kind']

/** When a fault is played: at each request that has everything that is given. */
export interface FaultTiming {
  /** Only for this operation: `GET /repos/{owner}/{repo}/issues`. */
  readonly operation?: string
  readonly method?: string
  /** Only for this path, as the request spells it without its query. */
  readonly path?: string
  /** Only for this credential, by its SHA-256 in hex. */
  readonly credential?: string
  /** Only for this credential in clear, which is kept as its SHA-256. */
  readonly token?: string
  /** Only the one request that is the nth (from 1) to fit. */
  readonly nth?: number
  /** Each nth request that fits. */
  readonly every?: number
  /** Each request that fits, by chance: above 0, up to 1. */
  readonly probability?: number
  /** How often at most. By default once, and always with `every` and `probability`. */
  readonly times?: number | 'always'
  /** The request takes effect first, and then the fault hides it. */
  readonly committed?: boolean
}

/** A fault and when it is played. */
export type FaultRule = Fault & FaultTiming
