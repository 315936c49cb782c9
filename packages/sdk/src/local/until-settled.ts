import { type FSWatcher, watch } from 'node:fs'
import { basename, dirname } from 'node:path'

export interface UntilSettledOptions {
  readonly ms: number
  readonly signal?: AbortSignal
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<unknown>
}

/** What no watcher tells is seen after so long. */
const POLL_MS = 250

/**
 * Looks at a file until it is as it should be, the time is over or the signal aborts: whenever it changes, and every
 * quarter of a second, since a watcher may miss a change, and there are systems without. Never rejects.
 */
export async function untilSettled(
  path: string,
  isSettled: () => Promise<boolean>,
  { ms, signal, wait }: UntilSettledOptions,
): Promise<void> {
  const end = performance.now() + ms
  let bell = new AbortController()
  const ring = () => bell.abort()
  signal?.addEventListener('abort', ring)
  // Watched before it is looked at: what happens in between rings as well.
  const watcher = watching(path, ring)
  try {
    while (!signal?.aborted) {
      bell = new AbortController()
      // A file that cannot be read says nothing: whoever reads it next is told why.
      if (await isSettled().catch(() => false)) return
      const left = end - performance.now()
      if (left <= 0) return
      if (!signal?.aborted) await wait(Math.min(left, POLL_MS), bell.signal).catch(() => {})
    }
  } finally {
    watcher?.close()
    signal?.removeEventListener('abort', ring)
  }
}

/** The folder, for a file that is put in the place of another is another. */
function watching(path: string, ring: () => void): FSWatcher | undefined {
  const name = basename(path)
  try {
    const watcher = watch(dirname(path), { persistent: false }, (_event, changed) => {
      if (changed === null || changed === name) ring()
    })
    return watcher.on('error', () => {})
  } catch {
    return undefined
  }
}
