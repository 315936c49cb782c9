import { open } from 'node:fs/promises'
import type { DatabaseSync } from 'node:sqlite'
import { SallyportError } from '@sallyport/errors'
import { isCode } from './file-failures.ts'

export interface FileLockOptions {
  /** Of the lock: an empty file beside what it guards. It stays when nobody holds it: one that went would be two. */
  readonly path: string
  readonly wait: (ms: number) => Promise<unknown>
  /** How long to wait for another holder, in milliseconds. */
  readonly patienceMs: number
}

const FIRST_PAUSE_MS = 2
const MAX_PAUSE_MS = 25
/** https://www.sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5

/**
 * Does one thing alone among all processes of this machine. The lock is the operating system's (POSIX 1003.1 `fcntl`),
 * which ends it with the process however that dies: nobody has to judge whether a holder is still alive, by its pid or
 * by the time, and there is nothing to take over. Node.js offers such locks through SQLite alone, which also keeps
 * several holders in one process apart, and so an empty database is what is locked. Nothing is ever stored in it.
 *
 * @throws SallyportError `storage_unavailable` where another holds it for too long, or it cannot be locked.
 */
export async function whileLocked<T>(options: FileLockOptions, act: () => Promise<T>): Promise<T> {
  const lock = await locked(options)
  try {
    return await act()
  } finally {
    lock.close()
  }
}

async function locked({ path, wait, patienceMs }: FileLockOptions): Promise<DatabaseSync> {
  const { DatabaseSync } = await sqlite()
  await present(path)
  const end = performance.now() + patienceMs
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, MAX_PAUSE_MS)) {
    const lock = tryLock(DatabaseSync, path)
    if (lock !== undefined) return lock
    if (performance.now() > end) throw heldByAnother(path)
    await wait(pause)
  }
}

/** Loaded when it is used: early versions of Node.js 22 warn that it is experimental. */
async function sqlite(): Promise<typeof import('node:sqlite')> {
  try {
    return await import('node:sqlite')
  } catch (cause) {
    throw new SallyportError('local_mode_unavailable', 'This Node.js was built without SQLite.', {
      fix: 'Use the Node.js of nodejs.org, 22.19 or later, to keep a credential in a file.',
      cause,
    })
  }
}

/** SQLite would make it readable for others. Never opened where it exists: closing it would end locks of this process. */
async function present(path: string): Promise<void> {
  try {
    await (await open(path, 'wx', 0o600)).close()
  } catch (cause) {
    if (!isCode(cause, 'EEXIST')) throw notLockable(path, cause)
  }
}

function tryLock(Database: typeof DatabaseSync, path: string): DatabaseSync | undefined {
  let lock: DatabaseSync | undefined
  try {
    lock = new Database(path, { timeout: 0 })
    // Without a journal nothing is ever written, to no file.
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
    return lock
  } catch (cause) {
    lock?.close()
    if (isBusy(cause)) return undefined
    throw notLockable(path, cause)
  }
}

function isBusy(error: unknown): boolean {
  return (
    error instanceof Error &&
    'errcode' in error &&
    typeof error.errcode === 'number' &&
    // The low byte of what may be an extended code.
    (error.errcode & 0xff) === SQLITE_BUSY
  )
}

function heldByAnother(path: string): SallyportError {
  return new SallyportError('storage_unavailable', `Another process holds ${path} and does not go on.`, {
    fix: 'Let the process go on that was stopped, or end it. Do not delete the file.',
  })
}

function notLockable(path: string, cause: unknown): SallyportError {
  return new SallyportError('storage_unavailable', `The file ${path} cannot be locked.`, {
    fix: 'Keep the credential in a folder that this program may write to, on a disk of this machine.',
    cause,
  })
}
