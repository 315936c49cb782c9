import type { Download } from '@sallyport/runtime'

/** Types whose bytes are text. */
const TEXT = /^(text\/|application\/(json|xml|yaml|x-yaml|javascript|[\w.-]+\+(json|xml))\b)/i
/** Of a token at the least, so that a text of so many fits. */
const BYTES_PER_TOKEN = 2

/** A file as a model gets to read it: the beginning of a text, and of everything else what it is. */
export async function readableFile({ body, length, type, range }: Download, maxTokens: number) {
  const about = { type: type ?? 'application/octet-stream', bytes: length ?? null, part: range ?? null }
  if (!TEXT.test(about.type)) {
    await leave(body)
    return { ...about, text: null, how: 'It is no text, so it is not shown.' }
  }
  const { bytes, isAll } = await beginningOf(body, maxTokens * BYTES_PER_TOKEN)
  const text = new TextDecoder().decode(bytes, { stream: !isAll })
  if (isAll) return { ...about, text }
  const next = new TextEncoder().encode(text).length
  return { ...about, text, how: `It goes on: ask with range_header "bytes=${next}-".` }
}

/** Left early, the connection to the third party is closed. */
async function leave(body: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of body) return
}

async function beginningOf(body: AsyncIterable<Uint8Array>, most: number) {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of body) {
    pieces.push(piece)
    size += piece.length
    if (size > most) return { bytes: Buffer.concat(pieces).subarray(0, most), isAll: false }
  }
  return { bytes: Buffer.concat(pieces), isAll: true }
}
