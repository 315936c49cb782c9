/** Gathers what comes in pieces of any size into pieces of one size; the last may be smaller. */
export async function* piecesOf(
  content: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<Uint8Array> {
  let held = Buffer.alloc(size)
  let length = 0
  for await (const chunk of content) {
    for (let at = 0; at < chunk.length; ) {
      const taken = chunk.subarray(at, at + size - length)
      held.set(taken, length)
      length += taken.length
      at += taken.length
      if (length < size) continue
      yield held
      // Whoever took the piece may still hold it.
      held = Buffer.alloc(size)
      length = 0
    }
  }
  if (length > 0) yield held.subarray(0, length)
}
