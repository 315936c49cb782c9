import { constants } from 'node:fs'
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { diskFailed, isCode, unreadable } from './file-failures.ts'

/** The operations on files that are needed, so that a test can let each fail, or be the last. */
export interface FileOperations {
  readonly open: typeof open
  readonly rename: typeof rename
  readonly rm: typeof rm
}

export const FILE_OPERATIONS: FileOperations = { open, rename, rm }

export const MAX_FILE_BYTES = 1_048_576

/** A file that nobody else may read: whole, or as it was before. */
export class PrivateFile {
  readonly path: string
  readonly #files: FileOperations

  constructor(path: string, files: FileOperations) {
    this.path = path
    this.#files = files
  }

  /**
   * Makes its folder where there is none.
   *
   * @throws SallyportError `vault_unavailable` for a folder in which others may put files of their own.
   */
  async prepare(): Promise<void> {
    const folder = dirname(this.path)
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const { mode } = await stat(folder)
      if ((mode & 0o022) === 0) return
    } catch (cause) {
      throw diskFailed(this.path, 'written', cause)
    }
    throw unreadable(
      this.path,
      'is in a folder that others may write to',
      `Keep it in a folder of its own: chmod 700 ${folder}`,
    )
  }

  /**
   * Nothing where there is no file.
   *
   * @throws SallyportError `vault_unavailable` for one that others may read, that is no plain file, or that is too large;
   * `storage_unavailable`.
   */
  async read(): Promise<Buffer | undefined> {
    let file: FileHandle | undefined
    try {
      // Not through a link to where somebody else may write, and without waiting for the other end of a pipe.
      file = await this.#files.open(
        this.path,
        constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
      )
      return await this.#content(file)
    } catch (cause) {
      if (isCode(cause, 'ENOENT')) return undefined
      if (isCode(cause, 'ELOOP')) throw unreadable(this.path, 'is a link', 'Name the file itself.')
      throw diskFailed(this.path, 'read', cause)
    } finally {
      await file?.close()
    }
  }

  async #content(file: FileHandle): Promise<Buffer> {
    const status = await file.stat()
    if (!status.isFile()) throw unreadable(this.path, 'is no file', 'Name another path.')
    if ((status.mode & 0o077) !== 0) {
      const fix = `Its tokens may be known: connect the account again, or only chmod 600 ${this.path}`
      throw unreadable(this.path, 'may be read by others', fix)
    }
    if (status.size > MAX_FILE_BYTES) throw unreadable(this.path, 'is larger than 1 MB', 'Name another path.')
    const bytes = Buffer.alloc(status.size)
    const { bytesRead } = await file.read(bytes, 0, status.size, 0)
    return bytes.subarray(0, bytesRead)
  }

  /**
   * Puts other content in its place, on the disk when this returns. For one holder of the lock at a time.
   *
   * @throws SallyportError `storage_unavailable`: the old content or the new is there, and no third.
   */
  async replace(content: Uint8Array): Promise<void> {
    const { open, rename, rm } = this.#files
    const draft = `${this.path}.draft`
    try {
      // What a process left behind that died here.
      await rm(draft, { force: true })
      const file = await open(draft, 'wx', 0o600)
      try {
        await file.writeFile(content)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(draft, this.path)
      await this.#syncFolder()
    } catch (cause) {
      throw diskFailed(this.path, 'written', cause)
    }
  }

  /** A rename is on disk once its folder is (man 2 fsync). */
  async #syncFolder(): Promise<void> {
    const folder = await this.#files.open(dirname(this.path), constants.O_RDONLY)
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  }
}
