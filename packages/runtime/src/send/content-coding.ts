import { promisify } from 'node:util'
import * as zlib from 'node:zlib'

/** What `decodeContent` can undo, for the request header `accept-encoding`. */
export const ACCEPTED_CODINGS = 'gzip, br, deflate'

/** Up to here inflating in place (0.3 ms at most) costs less than a trip through the thread pool. */
const IN_PLACE_BYTES = 256 * 1024

interface Coding {
  readonly now: (body: Uint8Array, options: zlib.ZlibOptions) => Uint8Array
  readonly later: (body: Uint8Array, options: zlib.ZlibOptions) => Promise<Uint8Array>
}

const gzip: Coding = { now: zlib.gunzipSync, later: promisify(zlib.gunzip) }
const brotli: Coding = { now: zlib.brotliDecompressSync, later: promisify(zlib.brotliDecompress) }
const deflate: Coding = { now: zlib.inflateSync, later: promisify(zlib.inflate) }
const rawDeflate: Coding = { now: zlib.inflateRawSync, later: promisify(zlib.inflateRaw) }

/**
 * Undoes one content coding and stops inflating as soon as the output is over `maxBytes`.
 *
 * @param coding Value of the header `content-encoding`.
 * @throws ContentTooLarge over the bound; UnknownCoding; whatever zlib throws at broken input.
 */
export function decodeContent(
  body: Uint8Array,
  coding: string,
  maxBytes: number,
): Uint8Array | Promise<Uint8Array> {
  const { now, later } = codingOf(coding.trim().toLowerCase(), body)
  try {
    return now(body, { maxOutputLength: Math.min(maxBytes, IN_PLACE_BYTES) })
  } catch (error) {
    if (!isOverflow(error) || maxBytes <= IN_PLACE_BYTES) throw error
    return later(body, { maxOutputLength: maxBytes, chunkSize: IN_PLACE_BYTES })
  }
}

/** True for the error with which `decodeContent` stops at its bound. */
export function isOverflow(error: unknown): boolean {
  return error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
}

function codingOf(name: string, body: Uint8Array): Coding {
  if (name === 'gzip' || name === 'x-gzip') return gzip
  if (name === 'br') return brotli
  // RFC 9110 section 8.4.1.2: some servers leave out the zlib wrapper, whose first byte ends in 8 (RFC 1950 section 2.2).
  if (name === 'deflate') return ((body[0] ?? 0) & 0x0f) === 8 ? deflate : rawDeflate
  throw new TypeError('unknown content coding')
}
