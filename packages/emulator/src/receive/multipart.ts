import { essence, readParameters } from './media-type.ts'

export interface Part {
  readonly name: string | undefined
  readonly filename: string | undefined
  /** Content type as it was given; `undefined` when there was none. */
  readonly type: string | undefined
  readonly bytes: Buffer
}

const MOST_PARTS = 100
const LONGEST_HEADER = 8192
/** RFC 2046, section 5.1.1. */
const LONGEST_BOUNDARY = 70

const CRLF = '\r\n'

/**
 * The parts of a complete multipart body (RFC 2046, section 5.1), or a sentence that says what is wrong with it:
 * `has no end`. At most 100 parts whose headers have at most 8 kB each. It never throws.
 */
export function readMultipart(body: Buffer, boundary: string | undefined): readonly Part[] | string {
  if (!boundary || boundary.length > LONGEST_BOUNDARY) return 'has no boundary, or one that is too long'
  const delimiter = `--${boundary}`
  const parts: Part[] = []
  let found = findDelimiter(body, 0, delimiter)
  if (!found) return 'does not have its boundary'
  while (found.content !== 'end') {
    if (parts.length >= MOST_PARTS) return `has more than ${MOST_PARTS} parts`
    const { content } = found
    const next = findDelimiter(body, content, delimiter)
    if (!next) return 'has no end'
    // The line's end before a delimiter belongs to it.
    const part = readPart(body.subarray(content, next.start - CRLF.length))
    if (typeof part === 'string') return part
    parts.push(part)
    found = next
  }
  return parts
}

interface Delimiter {
  readonly start: number
  /** Where the part after it begins; `end`: it is the last one. */
  readonly content: number | 'end'
}

/** A delimiter fills a line, or else it is text of a part. */
function findDelimiter(body: Buffer, from: number, delimiter: string): Delimiter | undefined {
  let start = body.indexOf(delimiter, from, 'latin1')
  while (start !== -1) {
    const content = afterDelimiter(body, start + delimiter.length)
    if (content !== undefined && (start === 0 || isAt(body, start - CRLF.length, CRLF)))
      return { start, content }
    start = body.indexOf(delimiter, start + 1, 'latin1')
  }
  return undefined
}

/** Space may stand between the boundary and the end of its line. */
function afterDelimiter(body: Buffer, start: number): number | 'end' | undefined {
  if (isAt(body, start, '--')) return 'end'
  let at = start
  while (body[at] === 0x20 || body[at] === 0x09) at += 1
  return isAt(body, at, CRLF) ? at + CRLF.length : undefined
}

function isAt(body: Buffer, start: number, text: string): boolean {
  return body.subarray(Math.max(0, start), start + text.length).toString('latin1') === text
}

function readPart(bytes: Buffer): Part | string {
  const end = endOfHeaders(bytes)
  if (!end) return 'has a part whose headers have no end'
  if (end.headers > LONGEST_HEADER) return `has a part whose headers are over ${LONGEST_HEADER} bytes`
  const headers = readHeaders(bytes.subarray(0, end.headers).toString('utf8'))
  const disposition = readParameters(headers.get('content-disposition') ?? '')
  return {
    name: disposition.get('name'),
    filename: disposition.get('filename'),
    type: headers.get('content-type'),
    bytes: decoded(bytes.subarray(end.content), headers.get('content-transfer-encoding')),
  }
}

/** An empty line ends the headers; a part without any begins with it, and one of nothing at all has none. */
function endOfHeaders(bytes: Buffer): { readonly headers: number; readonly content: number } | undefined {
  if (bytes.length === 0) return { headers: 0, content: 0 }
  if (isAt(bytes, 0, CRLF)) return { headers: 0, content: 2 }
  const found = bytes.indexOf(`${CRLF}${CRLF}`, 0, 'latin1')
  return found === -1 ? undefined : { headers: found, content: found + 4 }
}

function readHeaders(text: string): ReadonlyMap<string, string> {
  const headers = new Map<string, string>()
  // RFC 5322, section 2.2.3: a line that begins with space goes on with the one before.
  for (const line of text.replaceAll(/\r\n[ \t]+/g, ' ').split(CRLF)) {
    const colon = line.indexOf(':')
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
  return headers
}

/** RFC 2045, section 6. Google's samples send files as base64; quoted-printable is left as it came. */
function decoded(bytes: Buffer, encoding: string | undefined): Buffer {
  if (essence(encoding ?? '') !== 'base64') return bytes
  return Buffer.from(bytes.toString('latin1'), 'base64')
}
