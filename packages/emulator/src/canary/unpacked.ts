import { constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'

type Packed = readonly [kind: string, inner: Buffer]

/** What is cut short is read as far as it goes. */
const OPTIONS = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 64 * 1024 * 1024 } as const
/** How many packed things are opened in one output. */
const MAX_PLACES = 64
/** How PostgreSQL writes a `bytea`. */
const BYTEA = /^\\x(?:[0-9a-f]{2})+$/
/** RFC 1952 section 2.3.1: two bytes that identify gzip, and the one method there is. */
const GZIP = Buffer.from([0x1f, 0x8b, 0x08])
/** The same in base64, at the beginning of it. */
const GZIP_BASE64 = 'H4sI'

/** What is inside of data that is recognised as packed. */
export function unpacked(bytes: Buffer, isText: boolean): Packed[] {
  if (!isText) return [...gzips(bytes), ...deflated(bytes), ...base64Gzips(bytes)]
  // What begins like one is short or is one.
  const text = bytes.subarray(0, 2).equals(Buffer.from('\\x')) ? bytes.toString('latin1') : ''
  if (BYTEA.test(text)) return [['bytea', Buffer.from(text.slice(2), 'hex')]]
  return base64Gzips(bytes)
}

/** A file may hold more than one, and other things before it. */
function gzips(bytes: Buffer): Packed[] {
  return places(bytes, GZIP).flatMap((at) => opened('gzip', () => gunzipSync(bytes.subarray(at), OPTIONS)))
}

/** As HTTP knows it: in the zlib format (RFC 1950), and as some servers send it, without (RFC 9110 section 8.4.1.2). */
function deflated(bytes: Buffer): Packed[] {
  const wrapped = opened('deflate', () => inflateSync(bytes, OPTIONS))
  return wrapped.length > 0 ? wrapped : opened('raw deflate', () => inflateRawSync(bytes, OPTIONS))
}

function base64Gzips(bytes: Buffer): Packed[] {
  return places(bytes, Buffer.from(GZIP_BASE64)).flatMap((at) => {
    const [text = ''] = /^[\w+/-]*/.exec(bytes.toString('latin1', at)) ?? []
    return opened('base64 of gzip', () => gunzipSync(Buffer.from(text, 'base64'), OPTIONS))
  })
}

function places(bytes: Buffer, mark: Buffer): number[] {
  const found: number[] = []
  let at = bytes.indexOf(mark)
  while (at !== -1 && found.length < MAX_PLACES) {
    found.push(at)
    at = bytes.indexOf(mark, at + 1)
  }
  return found
}

function opened(kind: string, open: () => Buffer): Packed[] {
  try {
    const inner = open()
    return inner.length > 0 ? [[kind, inner]] : []
  } catch {
    return []
  }
}
