import type { UpstreamStream } from './send/open-stream.ts'

interface Bounds {
  readonly bytes: number
  readonly ms: number
}

/** Reads as much of an answer as fits in the bounds, and leaves the rest: what came tells why a file was refused. */
export async function beginningOf(stream: UpstreamStream, { bytes, ms }: Bounds): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let size = 0
  let over = false
  // Each piece in its time is not enough: one byte every second would come for days.
  const timer = setTimeout(() => {
    over = true
    stream.cancel()
  }, ms)
  try {
    for await (const piece of stream.body) {
      pieces.push(piece)
      size += piece.length
      if (size >= bytes) break
    }
  } catch (error) {
    if (!over) throw error
  } finally {
    clearTimeout(timer)
  }
  return Buffer.concat(pieces).subarray(0, bytes)
}
