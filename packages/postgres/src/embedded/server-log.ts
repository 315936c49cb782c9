import { constants } from 'node:fs'
import { type FileHandle, open, rename } from 'node:fs/promises'
import { join } from 'node:path'

const MAX_BYTES = 10 * 1024 * 1024
const TAIL_BYTES = 4096
const TAIL_LINES = 20

export interface ServerLog {
  /** To be given to the server as its output, and closed here once it has it. */
  readonly handle: FileHandle
  /** The last lines that were written since the log was opened. */
  tail(): Promise<string>
}

/** Opens the log for appending; one that has grown over its bound is put aside as the only old one. */
export async function openServerLog(directory: string, maxBytes = MAX_BYTES): Promise<ServerLog> {
  const path = join(directory, 'postgres.log')
  let handle = await openLog(path)
  if ((await handle.stat()).size > maxBytes) {
    await handle.close()
    await rename(path, `${path}.old`)
    handle = await openLog(path)
  }
  const { size } = await handle.stat()
  return { handle, tail: () => readTail(path, size) }
}

function openLog(path: string): Promise<FileHandle> {
  return open(path, constants.O_CREAT | constants.O_APPEND | constants.O_WRONLY | constants.O_NOFOLLOW, 0o600)
}

async function readTail(path: string, start: number): Promise<string> {
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    const from = Math.max(start, size - TAIL_BYTES)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(TAIL_BYTES), 0, TAIL_BYTES, from)
    return buffer.toString('utf8', 0, bytesRead).trim().split('\n').slice(-TAIL_LINES).join('\n')
  } finally {
    await handle.close()
  }
}
