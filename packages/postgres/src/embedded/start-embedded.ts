import { setTimeout as sleep } from 'node:timers/promises'
import { SallyportError } from '@sallyport/errors'
import { removeOldCopies } from './binaries.ts'
import { SUPERUSER } from './cluster.ts'
import { removeDrafts } from './draft-folder.ts'
import { FolderLock } from './folder-lock.ts'
import { type Installation, prepareInstallation } from './installation.ts'
import { findPostmaster, type Postmaster, spawnPostmaster, stopPostmaster } from './postmaster.ts'
import { type Session, waitForSession } from './session.ts'
import { isListening, PORT } from './socket.ts'

export interface EmbeddedOptions {
  /** Folder of the cluster, its socket and its log. Made if absent, closed to other users. */
  readonly directory: string
  /** Told in one line each what happens to the server; default: nobody. */
  readonly log?: (line: string) => void
  /** 1 to 600000, default 30000. Includes the making of a new cluster. */
  readonly startTimeoutMs?: number
}

export interface EmbeddedServer {
  /** Folder of the Unix socket: what node-postgres takes as `host`. */
  readonly host: string
  readonly port: number
  /** May connect to every database over the socket, without a password. */
  readonly superuser: string
  /** Whether a living server of this folder was found. */
  readonly adopted: boolean
  /** Ends all sessions, shuts down and waits until the server is gone. Further calls wait for the same. */
  stop(): Promise<void>
}

interface Running extends Session {
  readonly postmaster: Postmaster
}

/**
 * Starts a real PostgreSQL in the folder, or adopts the one that an engine which was killed left there.
 * It listens on a Unix socket in a 0700 folder and nowhere else, and lives until `stop`, even if this
 * process is killed. Where this process is root it runs as uid 65534.
 *
 * Throws `configuration_invalid` if the folder or the system does not allow it or another engine holds
 * the folder, and `storage_unavailable`, with the last lines of its log, if PostgreSQL does not come up.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { directory: folder, log = () => undefined, startTimeoutMs = 30_000 } = options
  requireValid(folder, startTimeoutMs)
  const signal = AbortSignal.timeout(startTimeoutMs)
  const installation = await prepareInstallation(folder, signal)
  const { directory } = installation
  const { client, host, postmaster } = await run(installation, signal)
  const reopen = async (until: AbortSignal) => (await waitForSession(installation, postmaster, until))?.client
  const lock = await FolderLock.acquire({ directory, client, reopen, log })
  await removeLeftovers(installation, postmaster).catch((error: unknown) => log(`Leftovers stay: ${error}`))
  log(
    `PostgreSQL (process ${postmaster.pid}) ${postmaster.adopted ? 'was found alive' : 'started'} in ${directory}.`,
  )
  let stopping: Promise<void> | undefined
  const stop = () => (stopping ??= stopServer(postmaster, lock))
  return { host, port: PORT, superuser: SUPERUSER, adopted: postmaster.adopted, stop }
}

/** Only for the one who holds the folder; an adopted server may still load libraries of an older copy. */
async function removeLeftovers(
  { directory, binaries }: Installation,
  { adopted }: Postmaster,
): Promise<void> {
  await removeDrafts(directory)
  if (!adopted) await removeOldCopies(directory, binaries)
}

async function stopServer(postmaster: Postmaster, lock: FolderLock): Promise<void> {
  lock.expectLoss()
  if (lock.takenBy === undefined) await stopPostmaster(postmaster)
  await lock.release()
}

/** Until a server answers: adopts the living one, starts one where there is none. */
async function run(installation: Installation, signal: AbortSignal): Promise<Running> {
  for (;;) {
    await requireUnserved(installation)
    const postmaster = (await findPostmaster(installation)) ?? (await spawnPostmaster(installation))
    const session = await waitForSession(installation, postmaster, signal).catch(async (error: unknown) => {
      if (!postmaster.adopted) await stopPostmaster(postmaster)
      throw error
    })
    if (session !== undefined) return { ...session, postmaster }
    if (!postmaster.adopted && !(await mayTryAgain(installation, postmaster, signal)))
      throw await failed(postmaster)
    await sleep(50)
  }
}

/**
 * Whether the server that ended at once may have been in the way of another: one that started at the same
 * moment, or the last sessions of one that crashed.
 */
async function mayTryAgain(
  installation: Installation,
  ended: Postmaster,
  signal: AbortSignal,
): Promise<boolean> {
  if (signal.aborted) return false
  if ((await findPostmaster(installation)) !== undefined) return true
  return /pre-existing shared memory block|lock file ".*" already exists/.test(await ended.logTail())
}

/**
 * The process of a living server can be out of our sight, in another container with the same volume, or
 * beyond recognition, where the folder was moved under it. That somebody listens gives it away.
 */
async function requireUnserved(installation: Installation): Promise<void> {
  const { socketFolder, directory } = installation
  if (!(await isListening(socketFolder)) || (await findPostmaster(installation)) !== undefined) return
  const message = `A PostgreSQL that is none of the processes seen from here serves ${directory}.`
  throw new SallyportError('configuration_invalid', message, {
    fix: 'Stop the engine that uses this folder, perhaps in another container; or choose another SALLYPORT_DATA_DIR.',
  })
}

async function failed(postmaster: Postmaster): Promise<SallyportError> {
  return new SallyportError(
    'storage_unavailable',
    `PostgreSQL did not start. Its log ends:\n${await postmaster.logTail()}`,
  )
}

function requireValid(folder: string, startTimeoutMs: number): void {
  if (!Number.isInteger(startTimeoutMs) || startTimeoutMs < 1 || startTimeoutMs > 600_000) {
    throw new TypeError('startTimeoutMs is a whole number from 1 to 600000.')
  }
  // postmaster.pid has one value in a line.
  if (folder === '' || /[\0\n]/.test(folder)) {
    throw new SallyportError('configuration_invalid', 'The folder of PostgreSQL is a path in a single line.')
  }
}
