import { randomBytes } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Writes a file for its owner's eyes only, whole or not at all; it is on disk when this settles.
 *
 * @param keepAs Where the file that is there already is kept.
 */
export async function writePrivateFile(path: string, content: string, keepAs?: string): Promise<void> {
  // Two programs of one data directory may write at the same time.
  const draft = `${path}.${randomBytes(6).toString('hex')}.draft`
  try {
    const file = await open(draft, 'wx', 0o600)
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    if (keepAs !== undefined) await rename(path, keepAs).catch(() => {})
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  await syncFolder(dirname(path))
}

/** A rename is on disk once its folder is (man 2 fsync). */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
