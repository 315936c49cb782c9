import { pipeline, Readable } from 'node:stream'
import { constants, createBrotliCompress, createDeflate, createGzip } from 'node:zlib'

export type ContentCoding = 'gzip' | 'deflate' | 'br'

// RFC 9110, 8.4.1.2: the coding "deflate" is the zlib format, which `createDeflate` writes.
const COMPRESSORS = {
  gzip: () => createGzip({ level: 9 }),
  deflate: () => createDeflate({ level: 9 }),
  // The best quality takes minutes for a gigabyte, and is hardly smaller.
  br: () => createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
}

/** The pieces in a content coding, made while they are sent. */
export function compressedBody(
  pieces: () => Iterable<Buffer>,
  coding: ContentCoding,
): () => AsyncIterable<Buffer> {
  // When the client leaves, the pieces end with the rest, and there is nobody to tell.
  return () => pipeline(Readable.from(pieces()), COMPRESSORS[coding](), () => {})
}
