import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { constants } from 'node:fs'
import { type FileHandle, mkdir, open, realpath } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SallyportError } from '@sallyport/errors'
import { type Account, requireTraversable } from './unprivileged.ts'

/** Only a part of the socket's name: every cluster has a folder of its own, so they never collide. */
export const PORT = 5432

/** Bytes of `sun_path` without the final zero: unix(7), and `sys/un.h` of macOS. */
const MAX_PATH_BYTES = process.platform === 'darwin' ? 103 : 107

export interface SocketOptions {
  /** Real path of the cluster's directory. */
  readonly directory: string
  readonly account: Account | undefined
  /** The system's folder for temporary files. */
  readonly temporary?: string
}

/** A 0700 folder for the socket: in the directory, or in the temporary folder where that path is too long. */
export async function prepareSocketFolder(options: SocketOptions): Promise<string> {
  const { directory, account, temporary = tmpdir() } = options
  const beside = join(directory, 'socket')
  if (fits(beside)) return privateFolder(beside, account)
  const parent = await realpath(temporary)
  const digest = createHash('sha256').update(directory).digest('hex').slice(0, 16)
  const short = join(parent, `sallyport-${digest}`)
  if (!fits(short)) {
    const message = `No path for PostgreSQL's socket is short enough: neither ${beside} nor ${short}.`
    throw new SallyportError('configuration_invalid', message, {
      fix: 'Choose a shorter SALLYPORT_DATA_DIR.',
    })
  }
  if (account !== undefined) await requireTraversable(parent, account)
  return privateFolder(short, account)
}

export function socketFile(folder: string): string {
  return join(folder, `.s.PGSQL.${PORT}`)
}

/** Whether a server is behind the socket, even one that recovers and takes no sessions yet. */
export async function isListening(folder: string): Promise<boolean> {
  const connection = createConnection(socketFile(folder))
  try {
    await once(connection, 'connect')
    return true
  } catch {
    return false
  } finally {
    connection.destroy()
  }
}

function fits(folder: string): boolean {
  return Buffer.byteLength(socketFile(folder)) <= MAX_PATH_BYTES
}

/** Checks and changes go through one open handle, so the folder cannot be exchanged for a link between them. */
async function privateFolder(path: string, account: Account | undefined): Promise<string> {
  await mkdir(path, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  const handle = await openFolder(path)
  try {
    const { uid } = await handle.stat()
    const own = account?.uid ?? process.getuid?.()
    if (account !== undefined && uid === 0) await handle.chown(account.uid, account.gid)
    else if (uid !== own) throw foreignFolder(path, `belongs to uid ${uid}`)
    await handle.chmod(0o700)
  } finally {
    await handle.close()
  }
  return path
}

function openFolder(path: string): Promise<FileHandle> {
  const flags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW
  return open(path, flags).catch((cause: NodeJS.ErrnoException) => {
    throw foreignFolder(path, cause.code === 'EACCES' ? 'belongs to somebody else' : 'is not a folder')
  })
}

function foreignFolder(path: string, what: string): SallyportError {
  return new SallyportError(
    'configuration_invalid',
    `PostgreSQL's socket cannot be in ${path}: it ${what}.`,
    {
      fix: `Remove ${path}, or choose another SALLYPORT_DATA_DIR.`,
    },
  )
}
