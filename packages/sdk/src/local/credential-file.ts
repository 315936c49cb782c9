import type { RecordCell } from '@sallyport/runtime'
import { decodeFile, encodeFile } from './credential-file-format.ts'
import { diskFailed } from './file-failures.ts'
import { whileLocked } from './file-lock.ts'
import type { KeptCredential } from './kept-credential.ts'
import { type FileOperations, MAX_FILE_BYTES, PrivateFile } from './private-file.ts'
import { untilSettled } from './until-settled.ts'

export interface CredentialFileOptions {
  readonly path: string
  readonly key: Uint8Array | undefined
  readonly files: FileOperations
  /** Milliseconds since the epoch: the machine's clock, which all processes share. */
  readonly now: () => number
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<unknown>
}

/** Steps take milliseconds: a process that takes so long stands still. */
const PATIENCE_MS = 5_000

/** One credential in a file that several processes change, one at a time. */
export class CredentialFile {
  readonly path: string
  readonly #options: CredentialFileOptions
  readonly #file: PrivateFile

  constructor(options: CredentialFileOptions) {
    this.path = options.path
    this.#options = options
    this.#file = new PrivateFile(options.path, options.files)
  }

  /** As it stands now, whoever holds the lock: a file is put in its place whole. */
  async read(): Promise<KeptCredential | undefined> {
    const bytes = await this.#file.read()
    return bytes && decodeFile(bytes, this.#options)
  }

  /** Puts what `step` makes of it in its place, alone, and leaves it where that is nothing. Says what was put. */
  async change(
    step: (kept: KeptCredential | undefined) => KeptCredential | undefined,
  ): Promise<KeptCredential | undefined> {
    const { path, wait } = this.#options
    await this.#file.prepare()
    return whileLocked({ path: `${path}.lock`, wait, patienceMs: PATIENCE_MS }, async () => {
      const next = step(await this.read())
      if (next !== undefined) await this.#write(next)
      return next
    })
  }

  /** Its record. From its first change on it is that of one lineage only. */
  cell(): RecordCell {
    const { now, wait, path } = this.#options
    let lineage: number | undefined
    const read = async () => (await this.read())?.record
    return {
      now,
      read,
      async settled(settlement, { ms, signal }) {
        const isSettled = async () => (await read())?.settlement !== settlement
        await untilSettled(path, isSettled, { ms, wait, ...(signal && { signal }) })
      },
      change: async (step) => {
        let at = 0
        const put = await this.change((kept) => {
          if (kept === undefined) return undefined
          lineage ??= kept.lineage
          if (kept.lineage !== lineage) return undefined
          at = now()
          const record = step(kept.record, at)
          return record && { ...kept, record }
        })
        return put && { kept: put.record, now: at }
      },
    }
  }

  async #write(kept: KeptCredential): Promise<void> {
    const bytes = encodeFile(kept, this.#options)
    // It could not be read again.
    if (bytes.length > MAX_FILE_BYTES) throw diskFailed(this.path, 'written', new RangeError('over 1 MB'))
    await this.#file.replace(bytes)
  }
}
