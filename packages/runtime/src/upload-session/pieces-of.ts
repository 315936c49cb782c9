import { bytesOf, type FileInput } from '../file-input.ts'

/** A piece of a file, held until the third party has it. */
export interface Piece {
  /** Position of its first byte in the file. */
  readonly start: number
  readonly bytes: Uint8Array
  /** Whether the file ends with it. */
  readonly last: boolean
}

/**
 * A file in pieces of `size` bytes; the last has what is left. All of them lie in the same memory, one after the
 * other: a piece is good until the next is asked for.
 */
export async function* piecesOf(
  content: FileInput['content'],
  size: number,
): AsyncGenerator<Piece, undefined> {
  const held = Buffer.allocUnsafe(size)
  let filled = 0
  let start = 0
  for await (const chunk of bytesOf(content)) {
    for (let taken = 0; taken < chunk.length; ) {
      // A full piece waits for the next byte: only then it is known that it is not the last.
      if (filled === size) {
        yield { start, bytes: held, last: false }
        start += size
        filled = 0
      }
      const part = chunk.subarray(taken, taken + size - filled)
      held.set(part, filled)
      filled += part.length
      taken += part.length
    }
  }
  yield { start, bytes: held.subarray(0, filled), last: true }
  return undefined
}
