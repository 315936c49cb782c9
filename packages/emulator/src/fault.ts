import type { JsonObject } from './json.ts'

/** One way to go wrong. Durations are in seconds; sizes in bytes. */
export type Fault =
  /** 401: the credential is not (or no longer) accepted. */
  | { readonly kind: 'unauthorized' }
  /** 403 of a spent hourly allowance; it comes back after `resetAfter` (3600). */
  | { readonly kind: 'rate-limited'; readonly resetAfter?: number }
  /** 403 of a secondary rate limit, with `Retry-After` (60). */
  | { readonly kind: 'secondary-rate-limited'; readonly retryAfter?: number }
  /** 403: the credential is good and may not do this. */
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'conflict' }
  /** 422, with the vendor's list of `errors`. */
  | { readonly kind: 'invalid'; readonly errors?: readonly JsonObject[] }
  /** 429, with `Retry-After` (60). */
  | { readonly kind: 'too-many-requests'; readonly retryAfter?: number }
  /** 500 with an HTML page. */
  | { readonly kind: 'server-error' }
  | { readonly kind: 'bad-gateway' }
  /** The request is read and never answered. */
  | { readonly kind: 'silence' }
  /** The connection is reset before the headers, or breaks in the middle of the true answer's body. */
  | { readonly kind: 'reset'; readonly at?: 'headers' | 'body' }
  /** 200 that says JSON and is not, or an HTML page. */
  | { readonly kind: 'nonsense'; readonly as?: 'json' | 'html' }
  /** 200 with a valid JSON array of exactly this size. */
  | { readonly kind: 'large'; readonly bytes: number }
  /** 200 with this many arrays inside each other. */
  | { readonly kind: 'deep'; readonly levels: number }
  /** The true answer with every `id` beyond 2^53, where a double loses it. */
  | { readonly kind: 'big-integers' }
  /** A redirect (302) to the same path of another origin. */
  | { readonly kind: 'redirect'; readonly to: string; readonly status?: 301 | 302 | 307 | 308 }
  /** An answer (400) whose body repeats the request's `Authorization` header. */
  | { readonly kind: 'echo-authorization'; readonly status?: number }
  /** The true answer, whose `Link` names the same page as the next one. */
  | { readonly kind: 'repeating-cursor' }

/** A fault and when it is played. */
export type FaultRule = Fault & {
  /** Only for this operation: `GET /repos/{owner}/{repo}/issues`. */
  readonly operation?: string
  /** Only for this path, as the request spells it without its query. */
  readonly path?: string
  /** How often; 1 by default, `Infinity` for always. */
  readonly times?: number
  /** The request takes effect first, and then the fault hides it. */
  readonly committed?: boolean
}
