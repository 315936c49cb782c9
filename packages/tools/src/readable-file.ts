/** Types whose bytes are text. */
const TEXT = /^(text\/|application\/(json|xml|yaml|x-yaml|javascript|[\w.-]+\+(json|xml))\b)/i
/** Of a token at the least, so that a text of so many fits. */
const BYTES_PER_TOKEN = 2

/** A file as it comes, and what was said of it. */
export interface ComingFile {
  readonly type: string | undefined
  /** Bytes to come. */
  readonly length: number | undefined
  /** `Content-Range` of a part, such as `bytes 0-9/100`. */
  readonly range: string | undefined
  readonly body: AsyncIterable<Uint8Array>
}

/** What a model reads of a file. */
export interface ReadableFile {
  readonly type: string
  readonly bytes: number | null
  readonly part: string | null
  /** `null` of what is no text. */
  readonly text: string | null
  /** How to read on, or why there is nothing to read. */
  readonly how?: string
}

/**
 * A file as a model gets to read it: the beginning of a text, and of everything else what it is. No more of it is read.
 *
 * @throws What reading the file throws.
 */
export async function readableFile(file: ComingFile, maxTokens: number): Promise<ReadableFile> {
  const { body, length, type, range } = file
  const about = { type: type ?? 'application/octet-stream', bytes: length ?? null, part: range ?? null }
  if (!TEXT.test(about.type)) {
    await leave(body)
    return { ...about, text: null, how: 'It is no text, so it is not shown.' }
  }
  const { bytes, isAll } = await beginningOf(body, maxTokens * BYTES_PER_TOKEN)
  const text = new TextDecoder().decode(bytes, { stream: !isAll })
  if (isAll) return { ...about, text }
  const next = firstOf(range) + new TextEncoder().encode(text).length
  return { ...about, text, how: `It goes on: ask with range_header "bytes=${next}-".` }
}

/** Where in the whole file a part begins (RFC 9110 14.4). */
function firstOf(range: string | undefined): number {
  const [, first = '0'] = /^bytes (\d{1,15})-/.exec(range ?? '') ?? []
  return Number(first)
}

/** Left early, the connection to the third party is closed. */
async function leave(body: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of body) return
}

async function beginningOf(body: AsyncIterable<Uint8Array>, most: number) {
  const bytes = new Uint8Array(most)
  let size = 0
  for await (const piece of body) {
    bytes.set(piece.subarray(0, most - size), size)
    size += piece.length
    if (size > most) return { bytes, isAll: false }
  }
  return { bytes: bytes.subarray(0, size), isAll: true }
}
