import { SallyportError } from '@sallyport/errors'

const BELIEVED_MS = 60_000

/**
 * The check of readiness that the root key opens. An answer is believed for a minute, since a service that
 * holds the key counts and bills what anybody who polls would cause. That the service cannot be reached
 * does not make the engine unready: it started with the key, organizations in memory go on, and were every
 * replica taken out for it, nobody would.
 */
export function createRootKeyCheck(
  openProbe: () => Promise<unknown>,
  monotonic: () => number,
): () => Promise<void> {
  let asked: { readonly at: number; readonly opening: Promise<void> } | undefined
  const ask = async () => {
    try {
      await openProbe()
    } catch (error) {
      if (!SallyportError.isInstance(error) || !error.retryable) throw error
    }
  }
  return () => {
    if (asked === undefined || monotonic() - asked.at >= BELIEVED_MS) {
      asked = { at: monotonic(), opening: ask() }
    }
    return asked.opening
  }
}
