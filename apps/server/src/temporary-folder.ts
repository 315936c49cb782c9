import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder for a data directory that is thrown away afterwards. */
export async function makeTemporaryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'sallyport-'))
  // Root's own database server runs as nobody and has to pass through.
  if (process.getuid?.() === 0) await chmod(path, 0o711)
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}
