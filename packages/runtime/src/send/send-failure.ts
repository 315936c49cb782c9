import { type ErrorCode, SallyportError } from '@sallyport/errors'
import { DestinationRefused } from './guarded-connector.ts'

/** What a failure may tell of the call: no query, no header, no body. */
export interface CallFacts {
  readonly method: string
  readonly host: string
  /** Path template of the operation; empty when the caller did not say. */
  readonly path: string
  /** Whether a byte of the request may have left. */
  readonly written: boolean
  readonly status: number | undefined
}

const INVALID_REQUEST = new Set(['UND_ERR_INVALID_ARG', 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH'])
const CLOSED = new Set(['UND_ERR_CLOSED', 'UND_ERR_DESTROYED'])
const TIMED_OUT = new Set(['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT'])
const NOT_HTTP = new Set(['UND_ERR_HEADERS_OVERFLOW', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'])

const FIXES: Readonly<Partial<Record<ErrorCode, string>>> = {
  destination_refused:
    'Third parties are reached over https at public addresses. The operator can allow blocks of private ones.',
}

/** Makes one of our errors with what the call may have done at the third party. */
export function failure(code: ErrorCode, facts: CallFacts, happened: string): SallyportError {
  const { method, host, path, written, status } = facts
  const fix = FIXES[code]
  return new SallyportError(code, `${method} ${host} ${happened}.`, {
    sideEffect: written ? 'unknown' : 'none',
    upstream: { method, host, path, ...(status !== undefined && { status }) },
    ...(fix !== undefined && { fix }),
  })
}

/**
 * Translates what undici, the sockets, the resolver and TLS report. Only the code of their errors is
 * kept: their messages and fields quote hosts, addresses and bytes of the answer.
 */
export function networkFailure(error: Error, facts: CallFacts): SallyportError | TypeError {
  // Ours comes from the body that was to be sent, and tells itself what it means.
  if (SallyportError.isInstance(error)) return error
  const code = codeOf(error)
  if (error instanceof DestinationRefused) {
    return failure('destination_refused', facts, 'leads to an address that is not public')
  }
  // Names the header or the option at fault, never its value.
  if (INVALID_REQUEST.has(code)) return new TypeError(`the request cannot be written: ${error.message}`)
  if (CLOSED.has(code)) return failure('shutting_down', facts, 'was not sent: the sender is closed')
  if (TIMED_OUT.has(code)) return failure('upstream_timeout', facts, `did not react in time (${code})`)
  if (NOT_HTTP.has(code) || error.name === 'HTTPParserError') {
    return failure('upstream_malformed', facts, `answered with broken HTTP (${code})`)
  }
  const happened = facts.written ? `broke the connection (${code})` : `cannot be reached (${code})`
  return failure('upstream_unavailable', facts, happened)
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
