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
  if (isAll) return { ...about, text: new TextDecoder().decode(bytes) }
  const shown = bytes.subarray(0, endOfCharacters(bytes))
  // Counted in bytes that came: of the text they cannot be told where something in it was no UTF-8.
  const next = startOf(range) + shown.length
  return {
    ...about,
    text: new TextDecoder().decode(shown),
    how: `It goes on: ask with range_header "bytes=${next}-".`,
  }
}

/** Where a part begins: `bytes 100-199/300` (RFC 9110 14.4); a whole file begins at 0. */
function startOf(range: string | undefined): number {
  return Number(/^bytes (\d{1,15})-/.exec(range ?? '')?.[1] ?? 0)
}

/** Without the beginning of a character whose other bytes are still to come (RFC 3629 3). */
function endOfCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length - 1); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) break
    if (byte >= 0xc0) return bytes.length - (lengthOf(byte) > back ? back : 0)
  }
  return bytes.length
}

/** Bytes of a character, by its first one. */
function lengthOf(lead: number): number {
  if (lead < 0xe0) return 2
  return lead < 0xf0 ? 3 : 4
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
