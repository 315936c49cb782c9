import { SallyportError } from '@sallyport/errors'
import type { PlannedRequest } from '../plan.ts'
import type { Authorizer } from './authorizer.ts'

export interface InTime {
  /** Milliseconds that the call still has. */
  readonly deadlineMs: number
  readonly signal?: AbortSignal | undefined
}

/**
 * Stamps a request, for which a token may have to be got first, no longer than the call has time and its caller stays.
 * What was begun goes on: others may wait for the same token.
 *
 * @throws SallyportError `upstream_timeout`; the reason of `signal`; what `authorize` throws.
 */
export function authorizeInTime(
  authorizer: Authorizer,
  request: PlannedRequest,
  time: InTime,
): Promise<PlannedRequest> {
  return inTime(time, () => authorizer.authorize(request, time.signal))
}

/** The same for whatever may wait for a token. */
export async function inTime<T>({ deadlineMs, signal }: InTime, begin: () => Promise<T>): Promise<T> {
  signal?.throwIfAborted()
  const over = Promise.withResolvers<never>()
  const aborted = () => over.reject(signal?.reason)
  const timer = setTimeout(() => over.reject(late(deadlineMs)), deadlineMs)
  signal?.addEventListener('abort', aborted)
  try {
    return await Promise.race([begin(), over.promise])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', aborted)
  }
}

function late(deadlineMs: number): SallyportError {
  return new SallyportError('upstream_timeout', `No access token came within ${deadlineMs} ms.`)
}
