import { bytesOf, type FileInput } from '../file-input.ts'

/** A piece of a file, held until the third party has it. */
export interface Piece {
  /** Position of its first byte in the file. */
  readonly start: number
  readonly bytes: Uint8Array
  /** Whether the file ends with it. */
  readonly last: boolean
}

/** A file in pieces of `size` bytes; the last has what is left. More than one is never held. */
export async function* piecesOf(
  content: FileInput['content'],
  size: number,
): AsyncGenerator<Piece, undefined> {
  let start = 0
  let held: Uint8Array[] = []
  let length = 0
  for await (const chunk of bytesOf(content)) {
    held.push(chunk)
    length += chunk.length
    // A full piece waits for the next byte: only then it is known that it is not the last.
    while (length > size) {
      const all = Buffer.concat(held, length)
      yield { start, bytes: all.subarray(0, size), last: false }
      start += size
      // Copied, so that the piece can go.
      held = [Buffer.from(all.subarray(size))]
      length -= size
    }
  }
  yield { start, bytes: Buffer.concat(held, length), last: true }
  return undefined
}
