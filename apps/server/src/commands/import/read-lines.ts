import { createReadStream } from 'node:fs'
import { SallyportError } from '@sallyport/errors'

/** One line of a file, counted from 1; without its text where that is over the bound. */
export interface Line {
  readonly number: number
  readonly text: Buffer | undefined
}

const NEWLINE = 0x0a

/**
 * Reads a file line by line, holding no more than one line of it and a piece of 64 KB.
 *
 * @param maxBytes Of a line; what is longer is passed over.
 * @throws SallyportError `invalid_request` for a file that cannot be read.
 */
export async function* readLines(path: string, maxBytes: number): AsyncGenerator<Line, void, undefined> {
  let number = 1
  let held: Buffer[] = []
  let size = 0
  const take = (piece: Buffer) => {
    size += piece.length
    if (size <= maxBytes) held.push(piece)
    else held = []
  }
  const line = (): Line => {
    const text = size > maxBytes ? undefined : Buffer.concat(held)
    held = []
    size = 0
    return { number: number++, text }
  }
  try {
    for await (const chunk of createReadStream(path)) {
      const bytes: Buffer = chunk
      let from = 0
      for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, from)) {
        take(bytes.subarray(from, at))
        from = at + 1
        yield line()
      }
      // A copy: the rest of the piece it lies in is not to be held with it.
      if (from < bytes.length) take(Buffer.from(bytes.subarray(from)))
    }
  } catch (cause) {
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause
    throw new SallyportError('invalid_request', `${path} cannot be read.`, { cause })
  }
  if (size > 0) yield line()
}
