import { jsonTokensWithin } from './results/index.ts'

/** Types whose bytes are text. */
const TEXT = /^(text\/|application\/(json|xml|yaml|x-yaml|javascript|[\w.-]+\+(json|xml))\b)/i
/** Of a token, as far as real texts go. */
const MOST_PER_TOKEN = 8
/** What stands around the text. */
const FRAME = 100
const LESS = 0.8

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
  const room = Math.max(1, maxTokens - FRAME)
  const { bytes, isAll } = await beginningOf(body, room * MOST_PER_TOKEN)
  const whole = decoded(bytes)
  if (isAll && fits(whole, room)) return { ...about, text: whole }
  const shown = fittingOf(bytes, room)
  const next = firstOf(range) + shown.length
  return { ...about, text: decoded(shown), how: `It goes on: ask with range_header "bytes=${next}-".` }
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

/** A mark at the beginning is a character too: without it the next part would begin too soon. */
function decoded(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}

function fits(text: string, maxTokens: number): boolean {
  return jsonTokensWithin(JSON.stringify(text), maxTokens) !== undefined
}

/** As many bytes as fit, of whole characters: counted in bytes, since what is no UTF-8 has others when it is written again. */
function fittingOf(bytes: Uint8Array, maxTokens: number): Uint8Array {
  let shown = wholeCharacters(bytes, bytes.length)
  while (shown.length > 4 && !fits(decoded(shown), maxTokens)) {
    shown = wholeCharacters(bytes, Math.floor(shown.length * LESS))
  }
  return shown
}

/** RFC 3629 3: a character has four bytes at most, and all but the first begin with 10. */
function wholeCharacters(bytes: Uint8Array, length: number): Uint8Array {
  let start = length
  while (start > length - 3 && start > 0 && ((bytes[start - 1] ?? 0) & 0xc0) === 0x80) start--
  const first = bytes[start - 1] ?? 0
  const size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1
  return bytes.subarray(0, start > 0 && start - 1 + size > length ? start - 1 : length)
}

/** Where a part begins: `bytes 2-5/9` (RFC 9110 14.4). */
function firstOf(range: string | undefined): number {
  const [, first = '0'] = /^bytes (\d{1,15})-/.exec(range ?? '') ?? []
  return Number(first)
}
