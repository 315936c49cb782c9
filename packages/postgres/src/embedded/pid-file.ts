import { link, readFile, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'

/** What a postmaster writes about itself into `postmaster.pid`, and in part into its socket's lock file. */
export interface PidFile {
  /** `undefined` where the file is empty or damaged. */
  readonly pid: number | undefined
  readonly socketFolder: string
  /** Whether it takes connections; not while it recovers from a crash or shuts down. */
  readonly ready: boolean
  readonly text: string
}

export function pidFileOf(cluster: string): string {
  return join(cluster, 'postmaster.pid')
}

export async function readPidFile(path: string): Promise<PidFile | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  return text === undefined ? undefined : parsePidFile(text)
}

/** The lines are listed in src/include/utils/pidfile.h: pid first, socket folder fifth, status eighth. */
export function parsePidFile(text: string): PidFile {
  const lines = text.split('\n')
  // A single-user backend writes its pid negated (miscinit.c, CreateLockFile).
  const [, digits] = /^-?([1-9]\d{0,9})$/.exec(lines[0] ?? '') ?? []
  return {
    pid: digits === undefined ? undefined : Number(digits),
    socketFolder: lines[4] ?? '',
    ready: lines[7]?.trim() === 'ready',
    text,
  }
}

/**
 * Takes away a file that was judged stale, and only that one: should another start have put its own in
 * the place meanwhile, that goes back.
 */
export async function removeStale(path: string, stale: PidFile): Promise<void> {
  const aside = `${path}.stale-${process.pid}`
  try {
    await rename(path, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  if ((await readFile(aside, 'utf8')) !== stale.text) await link(aside, path)
  await unlink(aside)
}
