import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { SallyportError } from '@sallyport/errors'
import type { Installation } from './installation.ts'
import { type PidFile, pidFileOf, readPidFile, removeStale } from './pid-file.ts'
import { isPostmasterOf } from './process-identity.ts'
import { PROGRAM_ENVIRONMENT } from './program.ts'
import { openServerLog } from './server-log.ts'
import { serverSettings } from './settings.ts'
import { socketFile } from './socket.ts'

/** The process at the top of a server. */
export interface Postmaster {
  readonly pid: number
  /** Whether it was found alive rather than started by us. */
  readonly adopted: boolean
  isAlive(): Promise<boolean>
  /** What it has written since we started it. */
  logTail(): Promise<string>
}

const STOP_TIMEOUT_MS = 60_000

/** The living postmaster of the cluster: left behind by an engine that was killed, or another engine's. */
export async function findPostmaster({ cluster }: Installation): Promise<Postmaster | undefined> {
  const pid = (await readSettled(pidFileOf(cluster)))?.pid
  if (pid === undefined || !(await isPostmasterOf(pid, cluster))) return undefined
  return { pid, adopted: true, isAlive: () => isPostmasterOf(pid, cluster), logTail: async () => '' }
}

/** Starts a postmaster in a session of its own: Ctrl-C in a terminal reaches our process group, not it. */
export async function spawnPostmaster(installation: Installation): Promise<Postmaster> {
  const { directory, cluster, socketFolder, binaries, account } = installation
  await removeForeignLocks(installation)
  const log = await openServerLog(directory)
  try {
    const child = spawn(binaries.postgres, ['-D', cluster, ...serverSettings(socketFolder)], {
      ...account,
      detached: true,
      cwd: '/',
      env: PROGRAM_ENVIRONMENT,
      stdio: ['ignore', log.handle.fd, log.handle.fd],
    })
    await once(child, 'spawn')
    child.unref()
    return { pid: child.pid ?? 0, adopted: false, isAlive: async () => isRunning(child), logTail: log.tail }
  } finally {
    await log.handle.close()
  }
}

/** Fast shutdown: sessions are ended, everything is written (postgresql.org/docs/18/server-shutdown.html). */
export async function stopPostmaster(postmaster: Postmaster): Promise<void> {
  if (!(await postmaster.isAlive()) || !signalled(postmaster.pid, 'SIGINT')) return
  const late = AbortSignal.timeout(STOP_TIMEOUT_MS)
  while (await postmaster.isAlive()) {
    if (late.aborted) {
      const message = `PostgreSQL (process ${postmaster.pid}) has not stopped within ${STOP_TIMEOUT_MS / 1000} s.`
      throw new SallyportError('storage_unavailable', message)
    }
    await sleep(10)
  }
}

/**
 * PostgreSQL itself takes over the lock files of dead processes, and looks for surviving backends when it
 * does. But it takes any living process of its own user for the one that a file names (miscinit.c,
 * CreateLockFile), and after a reboot that pid can be another program's.
 */
async function removeForeignLocks({ cluster, socketFolder }: Installation): Promise<void> {
  for (const path of [pidFileOf(cluster), `${socketFile(socketFolder)}.lock`]) {
    const file = await readSettled(path)
    if (file === undefined) continue
    if (file.pid !== undefined && (!signalled(file.pid, 0) || (await isPostmasterOf(file.pid, cluster))))
      continue
    await removeStale(path, file)
  }
}

/** A server that starts makes the file and then fills it: a damaged one counts once it does not change. */
async function readSettled(path: string): Promise<PidFile | undefined> {
  const file = await readPidFile(path)
  if (file === undefined || file.pid !== undefined) return file
  await sleep(500)
  const later = await readPidFile(path)
  return later?.text === file.text ? later : readSettled(path)
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null
}

/** Whether there is such a process. Signal 0 only asks (kill(2)). */
function signalled(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}
