import { createHash, type Hash } from 'node:crypto'
import {
  type BackupHeader,
  type BackupManifest,
  type BackupTable,
  backupInvalid,
  END_OF_ROWS,
  MAX_LINE_BYTES,
  readHeader,
  readNext,
} from './backup-format.ts'

const NEWLINE = 10
const END = Buffer.from(END_OF_ROWS)

/** Reads the content of a backup in its order, and compares it with its manifest at the end. */
export class BackupReader {
  readonly #source: AsyncIterator<Uint8Array>
  readonly #whole = createHash('sha256')
  readonly #seen: { table: string; rows: number; sha256: string }[] = []
  #buffer: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  async header(): Promise<BackupHeader> {
    const line = await this.#line()
    this.#whole.update(line)
    return readHeader(line.toString())
  }

  /** The next table, whose rows are to be read then; or the manifest, which everything before it fits. */
  async next(): Promise<BackupTable | BackupManifest> {
    const line = await this.#line()
    const entry = readNext(line.toString())
    if ('table' in entry) this.#whole.update(line)
    else await this.#compare(entry)
    return entry
  }

  /** Rows of one table, in blocks of whole lines. */
  async *rows({ table }: BackupTable): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256')
    let rows = 0
    for (;;) {
      const end = endOfRows(this.#buffer)
      const whole = end ?? this.#buffer.lastIndexOf(NEWLINE) + 1
      if (whole > 0) {
        const block = this.#take(whole)
        rows += count(block)
        hash.update(block)
        this.#whole.update(block)
        yield block
      }
      if (end !== undefined) break
      await this.#more()
    }
    this.#whole.update(this.#take(END.length))
    this.#seen.push({ table, rows, sha256: hash.digest('hex') })
  }

  /** Ends the reading. */
  async close(): Promise<void> {
    await this.#source.return?.()
  }

  async #compare(manifest: BackupManifest): Promise<void> {
    const same = JSON.stringify(this.#seen) === JSON.stringify(manifest.tables.map(fields))
    if (!same || digestOf(this.#whole) !== manifest.sha256)
      throw backupInvalid('does not fit its own manifest')
    if (this.#buffer.length > 0 || !(await this.#source.next()).done)
      throw backupInvalid('goes on after its end')
  }

  async #line(): Promise<Buffer> {
    for (;;) {
      const end = this.#buffer.indexOf(NEWLINE)
      if (end >= 0) return this.#take(end + 1)
      await this.#more()
    }
  }

  async #more(): Promise<void> {
    if (this.#buffer.length > MAX_LINE_BYTES) throw backupInvalid('has a line that is too long')
    const { value, done } = await this.#source.next()
    if (done) throw backupInvalid('is cut short')
    this.#buffer = this.#buffer.length === 0 ? Buffer.from(value) : Buffer.concat([this.#buffer, value])
  }

  #take(bytes: number): Buffer {
    const taken = this.#buffer.subarray(0, bytes)
    this.#buffer = this.#buffer.subarray(bytes)
    return taken
  }
}

/** Where the rows end: at a line of its own, which no row can be, since COPY doubles the backslashes of values. */
function endOfRows(buffer: Buffer): number | undefined {
  for (let at = buffer.indexOf(END); at >= 0; at = buffer.indexOf(END, at + 1)) {
    if (at === 0 || buffer[at - 1] === NEWLINE) return at
  }
  return undefined
}

function count(block: Buffer): number {
  let lines = 0
  for (let at = block.indexOf(NEWLINE); at >= 0; at = block.indexOf(NEWLINE, at + 1)) lines++
  return lines
}

function fields({ table, rows, sha256 }: BackupManifest['tables'][number]) {
  return { table, rows, sha256 }
}

function digestOf(hash: Hash): string {
  return hash.copy().digest('hex')
}
