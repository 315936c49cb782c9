import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'

const SHARED_MEMORY = '/dev/shm'
/** Databases of the files that run at the same time, several times over. Containers have 64 MB unless told otherwise. */
const ENOUGH_BYTES = 4 * 2 ** 30

export interface MemoryFolder {
  readonly path: string
  readonly remove: () => void
}

/**
 * A folder for what tests throw away, in memory: half of the time of a test that has a database of its own is waiting for
 * the disk to write down what is gone a moment later. What survives a killed process survives it there as well; what
 * survives a power cut no test shows. `undefined` where the system has no such place, or little of it.
 */
export function makeMemoryFolder(place = SHARED_MEMORY): MemoryFolder | undefined {
  try {
    const { bavail, bsize } = statfsSync(place)
    if (bavail * bsize < ENOUGH_BYTES) return undefined
    // Short, since the paths of sockets have to be.
    const path = mkdtempSync(join(place, 'st-'))
    // As /tmp: databases that root starts run as somebody else.
    chmodSync(path, 0o1777)
    return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
  } catch {
    return undefined
  }
}
