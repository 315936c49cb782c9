import { mkdtemp, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

const DRAFT = '.draft-'

/**
 * Builds a folder under another name beside its place and renames it there, so that at its place it is
 * whole or absent. Where it exists nothing is done; of two builders the first wins and the other finds
 * the winner's.
 */
export async function buildFolder(target: string, build: (draft: string) => Promise<void>): Promise<void> {
  if (await exists(target)) return
  const draft = await mkdtemp(target + DRAFT)
  try {
    await build(draft)
    await rename(draft, target)
    await syncFolder(dirname(target))
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    if (!(await exists(target))) throw error
  }
}

/** Removes what interrupted builders left. Only for the one who holds the folder. */
export async function removeDrafts(directory: string): Promise<void> {
  const names = await readdir(directory)
  for (const name of names.filter((entry) => entry.includes(DRAFT))) {
    // An orphaned initdb may still write into it: the next start removes the rest.
    await rm(join(directory, name), { recursive: true, force: true }).catch(() => undefined)
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined
}

/** Without it a power cut can take the rename back (fsync(2): the entry in the directory needs its own). */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}
