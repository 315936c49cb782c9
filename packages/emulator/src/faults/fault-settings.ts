import type { Check } from './check.ts'
import * as check from './check.ts'
import type { Fault, FaultKind, FaultTiming } from './fault.ts'

type MembersOf<Union> = Union extends unknown ? Exclude<keyof Union, 'kind'> : never
type Settings = {
  readonly [Kind in FaultKind]: Readonly<Record<MembersOf<Extract<Fault, { kind: Kind }>>, Check>>
}

const MAX_BYTES = 2 ** 30
const YEAR_SECONDS = 366 * 24 * 3600
const duration = check.integer(0, 600_000)
const interval = check.integer(1, 60_000)
const seconds = check.integer(0, YEAR_SECONDS)
const status = check.integer(200, 599)
const bytes = check.required(check.integer(2, MAX_BYTES))

/** What each fault can be told. One table, since rules also arrive as JSON from outside. */
export const FAULT_SETTINGS: Settings = {
  latency: { ms: duration, min: duration, max: duration, p50: check.integer(1, 600_000), p99: duration },
  'slow-headers': { interval },
  'slow-body': { interval },
  silence: {},
  unauthorized: {},
  forbidden: {},
  'rate-limited': { resetAfter: seconds, status: check.oneOf(403, 429) },
  'secondary-rate-limited': { retryAfter: seconds },
  'too-many-requests': {
    retryAfter: seconds,
    as: check.oneOf('seconds', 'http-date', 'vendor', 'none'),
  },
  'not-found': {},
  conflict: {},
  invalid: { errors: check.objects },
  'server-error': {},
  'bad-gateway': {},
  unavailable: { retryAfter: seconds, as: check.oneOf('seconds', 'http-date') },
  'gateway-timeout': {},
  'in-band-error': { error: check.text(/^.{1,500}$/su, 'is 1 to 500 characters') },
  redirect: { to: check.required(check.target), status: check.oneOf(301, 302, 303, 307, 308) },
  'echo-authorization': { status },
  'echo-headers': { status },
  'connection-refused': { ms: check.integer(1, 600_000) },
  reset: { at: check.oneOf('headers', 'body') },
  truncated: { as: check.oneOf('length', 'chunked') },
  large: { bytes },
  deep: { levels: check.required(check.integer(1, 10_000_000)) },
  'never-ending': { trickle: interval },
  'gzip-bomb': { bytes, encoding: check.oneOf('gzip', 'deflate', 'br') },
  nonsense: { as: check.oneOf('json', 'html', 'empty', 'binary') },
  'wrong-content-type': { type: check.headerValue },
  'big-integers': {},
  'clock-skew': { ms: check.required(check.integer(-YEAR_SECONDS * 100_000, YEAR_SECONDS * 100_000)) },
  'duplicate-header': {
    name: check.required(check.text(/^[A-Za-z0-9-]{1,100}$/, 'is the name of a header')),
    values: check.required(check.headerValues),
  },
  'repeating-cursor': {},
  'lying-cursor': { as: check.oneOf('endless', 'empty', 'error') },
  'token-error': {
    // RFC 6749, 5.2: the characters of `error` and `error_description`.
    error: check.text(/^[\x20-\x21\x23-\x5b\x5d-\x7e]{1,100}$/, 'is an error code of OAuth'),
    description: check.text(/^[\x20-\x21\x23-\x5b\x5d-\x7e]{1,500}$/, 'is a description as OAuth allows it'),
    status,
  },
  'token-without-refresh': {},
  'token-invalid-json': {},
  'token-expires-now': {},
}

const count = check.integer(1, 1_000_000_000)

/** What each rule can be told besides. */
export const TIMING_SETTINGS: Readonly<Record<keyof FaultTiming, Check>> = {
  operation: check.text(/^.{1,1000}$/su, 'is the name of an operation'),
  method: check.text(/^[A-Z]{1,20}$/, 'is a method in capital letters'),
  path: check.text(/^\/[^?#]{0,8000}$/, 'is a path from its first slash, without a query'),
  credential: check.text(/^[0-9a-f]{64}$/, 'is a SHA-256 in hex'),
  token: check.text(/^.{1,100000}$/su, 'is a credential in clear'),
  nth: count,
  every: count,
  probability: check.share,
  times: check.times,
  committed: check.truth,
}

export const faultKinds = Object.keys(FAULT_SETTINGS) as readonly FaultKind[]
