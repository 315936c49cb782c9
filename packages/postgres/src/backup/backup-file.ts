import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, link, open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createDeflate, createInflate } from 'node:zlib'
import { SallyportError } from '@sallyport/errors'
import { backupInvalid, checkFirstLine, FIRST_LINE } from './backup-format.ts'

/**
 * Writes a backup to a new file, compressed, for its owner's eyes only. Under its name it is whole and on disk, or not
 * there; a file of that name is never replaced.
 */
export async function writeBackupFile(path: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.draft`
  try {
    const file = await open(draft, 'wx', 0o600)
    try {
      await file.write(FIRST_LINE)
      await pipeline(content, createDeflate(), (compressed) => writeAll(file, compressed))
      await file.sync()
    } finally {
      await file.close()
    }
    // link(2) fails where the new name exists, and rename(2) would replace it.
    await link(draft, path)
  } catch (error) {
    throw isSystemError(error) ? unwritable(path, error) : error
  } finally {
    await rm(draft, { force: true }).catch(() => {})
  }
  const folder = await open(dirname(path), 'r')
  await folder.sync().finally(() => folder.close())
}

/** The content of a backup file, uncompressed. */
export async function* readBackupFile(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw new SallyportError('configuration_invalid', `There is no backup to read at ${path}.`, { cause })
  })
  try {
    const head = Buffer.alloc(64)
    const { bytesRead } = await file.read(head, 0, head.length, 0)
    const end = head.subarray(0, bytesRead).indexOf('\n')
    checkFirstLine(head.toString('latin1', 0, Math.max(end, 0)))
    yield* inflated(path, end + 1)
  } finally {
    await file.close()
  }
}

async function* inflated(path: string, start: number): AsyncGenerator<Uint8Array> {
  const inflate = createInflate()
  const source = pipeline(createReadStream(path, { start }), inflate)
  // Told by the reading as well.
  source.catch(() => {})
  try {
    for await (const chunk of inflate) yield chunk
  } catch (cause) {
    throw backupInvalid('is cut short or damaged', cause)
  }
}

async function writeAll(file: FileHandle, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of chunks) await file.writeFile(chunk)
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}

function unwritable(path: string, cause: NodeJS.ErrnoException): SallyportError {
  const what = cause.code === 'EEXIST' ? 'is there already' : `cannot be written (${cause.code})`
  return new SallyportError('configuration_invalid', `The backup file ${path} ${what}.`, {
    fix: 'Name another file, on a disk with room. Nothing is left of this one.',
    cause,
  })
}
