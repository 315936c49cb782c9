import type { Stats } from 'node:fs'
import { chmod, chown, mkdir, realpath, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { SallyportError } from '@sallyport/errors'

/** Whom initdb and postgres run as where the engine itself runs as root: both refuse to run as root. */
export interface Account {
  readonly uid: number
  readonly gid: number
}

/** `nobody` and `nogroup` on Linux; initdb wants an account that the system can name. */
const NOBODY: Account = { uid: 65534, gid: 65534 }

export function unprivilegedAccount(uid = process.getuid?.()): Account | undefined {
  return uid === 0 ? NOBODY : undefined
}

/**
 * Makes the folder, and the missing ones above it, for our eyes only. Made by root they also let the
 * group of the account pass through (not list them), so that it can reach its cluster inside. They stay
 * root's own: binaries are copied into them. Returns the folder's real path.
 */
export async function makeDirectory(directory: string, account: Account | undefined): Promise<string> {
  const path = resolve(directory)
  const first = await mkdir(path, { recursive: true, mode: 0o700 })
  if (first !== undefined && account !== undefined) {
    for (let folder = path; folder.length >= first.length; folder = dirname(folder)) {
      await chown(folder, 0, account.gid)
      await chmod(folder, 0o710)
    }
  }
  const real = await realpath(path)
  if (account !== undefined) {
    if (first === undefined) await waitUntilOpened(real, account)
    await requireTraversable(real, account)
  }
  return real
}

const LOOKS = 25
const BETWEEN_LOOKS_MS = 20

/** An engine that starts at the same moment may have made the folder and not yet let the account in. */
async function waitUntilOpened(folder: string, account: Account): Promise<void> {
  for (let look = 0; look < LOOKS && (await findUntraversable(folder, account)) !== undefined; look += 1) {
    await sleep(BETWEEN_LOOKS_MS)
  }
}

/** Throws `configuration_invalid` that names the folder on the way which the account cannot enter. */
export async function requireTraversable(folder: string, account: Account): Promise<void> {
  const closed = await findUntraversable(folder, account)
  if (closed === undefined) return
  throw new SallyportError(
    'configuration_invalid',
    `PostgreSQL does not run as root; it runs as uid ${account.uid}, which cannot enter ${closed}, so it cannot reach ${folder}.`,
    {
      fix: `Choose another SALLYPORT_DATA_DIR, such as /var/lib/sallyport; or run the engine as an unprivileged user; or run chmod o+x ${closed}.`,
    },
  )
}

/** The topmost folder of a real path, itself included, that the account cannot enter. */
export async function findUntraversable(folder: string, account: Account): Promise<string | undefined> {
  for (const ancestor of ancestors(folder)) {
    if (!permits(await stat(ancestor), account, 0o1)) return ancestor
  }
  return undefined
}

/** Whether the mode gives the account all the wanted bits (4 read, 2 write, 1 execute or enter). */
export function permits(
  stats: Pick<Stats, 'mode' | 'uid' | 'gid'>,
  account: Account,
  wanted: number,
): boolean {
  // The first class that fits decides alone (path_resolution(7)); Node drops all supplementary groups.
  const shift = stats.uid === account.uid ? 6 : stats.gid === account.gid ? 3 : 0
  return ((stats.mode >> shift) & wanted) === wanted
}

function ancestors(folder: string): string[] {
  const parent = dirname(folder)
  return parent === folder ? [folder] : [...ancestors(parent), folder]
}
