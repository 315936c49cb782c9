import { fromErrorBody } from '@sallyport/contract/client'
import { SallyportError } from '@sallyport/errors'

/** Codes of Node.js and undici for connections that never stood (nodejs.org/api/errors.html). */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])

/**
 * What a call means that got no answer at all. A write whose request may have left is not for repeating
 * blindly.
 *
 * @param writes What the call changes at a third party; absent when it changes nothing.
 */
export function unanswered(cause: unknown, writes: string | undefined): SallyportError {
  if (writes !== undefined && !wasNeverSent(cause)) return outcomeUnknown(writes, cause)
  return new SallyportError('engine_unreachable', 'The engine cannot be reached.', {
    fix: 'Check that the engine runs at the given url.',
    cause,
  })
}

/** What it means that a file which had begun does not go on. */
export function brokenOff(cause: unknown): SallyportError {
  return new SallyportError('engine_unreachable', 'The file broke off before its end.', {
    fix: 'Download it again, or the rest of it by "range".',
    cause,
  })
}

/**
 * What an answer means that is no success: the engine's own error, or somebody else's in its place. A
 * proxy that gives up (RFC 9110 15.6.3, 15.6.5) does not tell whether the engine went on.
 */
export function refusal(
  { status, type }: Response,
  body: unknown,
  writes: string | undefined,
): SallyportError {
  if (type === 'opaqueredirect' || (status >= 300 && status < 400)) return redirected()
  const error = fromErrorBody(status, body)
  const decided = error.code !== 'engine_unreachable' || (status >= 400 && status < 500)
  return writes === undefined || decided ? error : outcomeUnknown(writes, error)
}

function redirected(): SallyportError {
  return new SallyportError(
    'engine_unreachable',
    'The address of the engine redirects; the token does not follow.',
    {
      fix: 'Give as url the address at which the engine itself answers.',
      act: 'developer',
      retryable: false,
    },
  )
}

function outcomeUnknown(writes: string, cause: unknown): SallyportError {
  return new SallyportError('outcome_unknown', `${writes}: the answer of the engine did not arrive.`, {
    fix: 'Look at the third party whether it happened before doing it again.',
    cause,
  })
}

function wasNeverSent(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined
  return typeof code === 'string' && NEVER_SENT.has(code)
}
