import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, link, mkdir, open, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { SallyportError } from '@sallyport/errors'
import { KEY_BYTES } from '../aes-gcm.ts'
import type { RootKeyProvider } from '../root-key.ts'
import { createSymmetricRootKey } from './symmetric-root-key.ts'

const LABEL = 'sallyport-root-key-1:'
const LINE = /^sallyport-root-key-1:([A-Za-z0-9_-]{43})\r?\n?$/
const MAX_FILE_BYTES = 256

/**
 * Opens the root key kept in a file: one line, `sallyport-root-key-1:` and base64url of 32 bytes. Throws
 * `configuration_invalid` when the file is missing, is no such line, or is open to group or others.
 */
export async function openKeyFile(path: string): Promise<RootKeyProvider> {
  const rootKey = await findKeyFile(path)
  if (rootKey === undefined) {
    throw invalid(`There is no root key file at ${path}.`, 'Restore the file, or name the path where it is.')
  }
  return rootKey
}

/** The same, and `undefined` when there is no file. */
export async function findKeyFile(path: string): Promise<RootKeyProvider | undefined> {
  let file: FileHandle | undefined
  try {
    // Without O_NONBLOCK, opening a FIFO waits for a writer (open(2)).
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    return await readKey(path, file)
  } catch (error) {
    if (SallyportError.isInstance(error)) throw error
    if (codeOf(error) === 'ENOENT') return undefined
    throw unusable(path, 'read', error)
  } finally {
    await file?.close()
  }
}

/**
 * Makes a root key in a new file of mode 0600 and opens it; missing parent folders are made with 0700.
 * Of several creators one wins and all open its key; an existing file is opened as it is. Returns when
 * the key is on disk. A creator that is killed may leave a temporary file (`.<name>.<random>`) behind.
 */
export async function createKeyFile(path: string): Promise<RootKeyProvider> {
  const target = resolve(path)
  const folder = dirname(target)
  const temporary = join(folder, `.${basename(target)}.${randomBytes(8).toString('hex')}`)
  try {
    const firstMade = await mkdir(folder, { recursive: true, mode: 0o700 })
    try {
      await writeKey(temporary)
      await linkUnlessPresent(temporary, target)
    } finally {
      await rm(temporary, { force: true })
    }
    await syncFolders(folder, firstMade === undefined ? folder : dirname(firstMade))
  } catch (error) {
    throw unusable(path, 'made', error)
  }
  return openKeyFile(target)
}

async function readKey(path: string, file: FileHandle): Promise<RootKeyProvider> {
  // Of the open file and not of the path, which may lead elsewhere by now.
  const { mode, size } = await file.stat()
  if ((mode & constants.S_IFMT) !== constants.S_IFREG || size > MAX_FILE_BYTES) throw malformed(path)
  if ((mode & 0o077) !== 0) {
    const octal = (mode & 0o777).toString(8).padStart(4, '0')
    throw invalid(
      `The root key file ${path} is open to other users (mode ${octal}).`,
      `chmod 600 '${path}'; if others may have read it, the key is to be replaced.`,
    )
  }
  const text = await file.readFile('latin1')
  const bytes = Buffer.from(LINE.exec(text)?.[1] ?? '', 'base64url')
  if (bytes.length !== KEY_BYTES) throw malformed(path)
  const rootKey = createSymmetricRootKey(bytes)
  bytes.fill(0)
  return rootKey
}

async function writeKey(path: string): Promise<void> {
  const bytes = randomBytes(KEY_BYTES)
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(`${LABEL}${bytes.toString('base64url')}\n`)
    await file.sync()
  } finally {
    bytes.fill(0)
    await file.close()
  }
}

/** link(2) fails when the new name exists, where rename(2) would replace it: the first key made stays. */
async function linkUnlessPresent(existing: string, name: string): Promise<void> {
  try {
    await link(existing, name)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
}

/** A new name lasts once its folder is synced (fsync(2), notes), and so does that of each new folder. */
async function syncFolders(innermost: string, outermost: string): Promise<void> {
  for (let folder = innermost; ; folder = dirname(folder)) {
    const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY)
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
    if (folder === outermost) return
  }
}

function malformed(path: string): SallyportError {
  return invalid(
    `The file ${path} holds no root key.`,
    `It must be one line: ${LABEL} and 32 bytes in base64url. Restore the file from a copy.`,
  )
}

const placeFixes = {
  read: 'Let the user that runs the engine read the file.',
  made: 'Choose a path that the engine may write to, on a file system with hard links.',
}

function unusable(path: string, verb: keyof typeof placeFixes, cause: unknown): SallyportError {
  return invalid(`The root key file ${path} cannot be ${verb} (${codeOf(cause)}).`, placeFixes[verb], cause)
}

function invalid(message: string, fix: string, cause?: unknown): SallyportError {
  return new SallyportError('configuration_invalid', message, { fix, cause })
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}
