import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { SallyportError } from '@sallyport/errors'
import { readLines } from './read-lines.ts'
import { MAX_LINE } from './row.ts'

/** What became of one line. Nothing of its credential. */
export interface Outcome {
  readonly line: number
  readonly key: string | null
  /** `valid`: of a dry run. */
  readonly status: 'created' | 'existed' | 'failed' | 'valid'
  readonly connector_id?: string
  readonly state?: string
  readonly code?: string
  readonly message?: string
}

/** Which lines an earlier run has brought in: 6 bytes of each key, by its line. */
export class DoneLines {
  #marks = new Float64Array(1024)

  add(line: number, key: string): void {
    if (line >= this.#marks.length) {
      const grown = new Float64Array(2 ** Math.ceil(Math.log2(line + 1)))
      grown.set(this.#marks)
      this.#marks = grown
    }
    this.#marks[line] = markOf(key)
  }

  has(line: number, key: string): boolean {
    return this.#marks[line] === markOf(key)
  }
}

function markOf(key: string): number {
  return createHash('sha256').update(key).digest().readUIntBE(0, 6) + 1
}

const MAX_LINES = 100_000_000

/** Reads the report of an earlier run. Lines that are none, as a kill may leave one, are passed over. */
export async function readDone(path: string): Promise<DoneLines> {
  const done = new DoneLines()
  if (!existsSync(path)) return done
  for await (const { text } of readLines(path, MAX_LINE)) {
    const { line, key, status } = parsed(text)
    const wasDone = status === 'created' || status === 'existed'
    if (wasDone && typeof key === 'string' && Number.isInteger(line)) {
      const number = Number(line)
      if (number > 0 && number < MAX_LINES) done.add(number, key)
    }
  }
  return done
}

function parsed(text: Buffer | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text?.toString('utf8') ?? '')
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
  } catch {
    return {}
  }
}

/** Writes what became of each line, as it becomes known: whatever ends the program, the lines before are there. */
export class Report {
  readonly #file: FileHandle
  #writing: Promise<unknown>

  private constructor(file: FileHandle, first: string) {
    this.#file = file
    this.#writing = first === '' ? Promise.resolve() : file.appendFile(first)
  }

  /** @param fresh Whatever the file holds goes. */
  static async open(path: string, fresh: boolean): Promise<Report> {
    const torn = !fresh && (await endsTorn(path))
    const file = await open(path, fresh ? 'w' : 'a', 0o600).catch((cause: unknown) => {
      throw new SallyportError('invalid_request', `The report ${path} cannot be written.`, { cause })
    })
    return new Report(file, torn ? '\n' : '')
  }

  async add(outcome: Outcome): Promise<void> {
    this.#writing = this.#writing.then(() => this.#file.appendFile(`${JSON.stringify(outcome)}\n`))
    await this.#writing
  }

  async close(): Promise<void> {
    await this.#writing
    await this.#file.close()
  }
}

async function endsTorn(path: string): Promise<boolean> {
  if (!existsSync(path)) return false
  let last = 0x0a
  for await (const chunk of createReadStream(path)) last = chunk.at(-1) ?? last
  return last !== 0x0a
}
