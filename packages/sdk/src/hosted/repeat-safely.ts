import { SallyportError } from '@sallyport/errors'

/** Tries in all. */
const MAX_TRIES = 3
const FIRST_PAUSE_MS = 100
/** Who asks is told of a time that is further away than this, and not made to wait for it. */
const LONGEST_PAUSE_MS = 5_000

/** What the engine says, or its silence means, of itself. What third parties say it has repeated already. */
const PASSING: ReadonlySet<string> = new Set([
  'engine_unreachable',
  'storage_unavailable',
  'shutting_down',
  'rate_limited',
  'refresh_in_progress',
  // Of a write that is sent again under its key, while its first sending is at work.
  'idempotency_in_progress',
])

export interface RepeatOptions {
  readonly signal?: AbortSignal | undefined
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/**
 * Asks again, after a pause, where what failed will pass. Only for what may be asked twice: reads, and writes under an
 * Idempotency-Key.
 *
 * @throws What the last try threw; the reason of the signal.
 */
export async function repeatSafely<T>(ask: () => Promise<T>, { signal, now }: RepeatOptions): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask()
    } catch (error) {
      const pause = pauseAfter(error, FIRST_PAUSE_MS * 4 ** (tries - 1), now)
      if (pause === undefined || tries === MAX_TRIES) throw error
      await sleep(pause, signal)
    }
  }
}

/** Milliseconds until it is worth asking again; `undefined` where it is not. */
function pauseAfter(error: unknown, usual: number, now: () => number): number | undefined {
  if (!SallyportError.isInstance(error) || !passes(error)) return undefined
  if (error.retryAt === undefined) return usual
  const pause = Math.max(error.retryAt.getTime() - now(), 0)
  return pause <= LONGEST_PAUSE_MS ? pause : undefined
}

function passes({ code, retryable, requestId, cause }: SallyportError): boolean {
  // Who has waited that long is not made to wait as long again.
  if (cause instanceof Error && cause.name === 'TimeoutError') return false
  // What the engine itself says has the id of a request: then it is known to be unknown, and the same would be said again.
  if (code === 'outcome_unknown') return requestId === undefined
  return PASSING.has(code) && (retryable || code === 'idempotency_in_progress')
}

function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, milliseconds)
    signal?.addEventListener('abort', stop, { once: true })
  })
}
