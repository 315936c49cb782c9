import { inspect } from 'node:util'
import { gunzipSync } from 'node:zlib'

/** A place where a secret was found, and the form it had there. */
export interface Finding {
  readonly where: string
  /** `raw`, `base64 at offset 2` ...; inside of something that had to be opened first: `gzip: raw`. */
  readonly form: string
}

export type Scan = (where: string, data: string | Uint8Array) => Finding[]

/** How deep packed things inside packed things are opened, and how large they may be then. */
const MAX_DEPTH = 3
const MAX_UNPACKED = 64 * 1024 * 1024
/** How PostgreSQL writes a `bytea`. */
const BYTEA = /^\\x(?:[0-9a-f]{2})+$/

/** Makes a function that looks for one secret, in every form in which programs tend to pass text on. */
export function createCanaryScanner(secret: string): Scan {
  const forms = formsOf(secret)
  const search = (data: string | Uint8Array, depth: number): string[] => {
    const bytes =
      typeof data === 'string' ? Buffer.from(data) : Buffer.from(data.buffer, data.byteOffset, data.length)
    const found = [...forms].filter(([needle]) => bytes.includes(needle)).map(([, form]) => form)
    if (depth === MAX_DEPTH) return found
    return [
      ...found,
      ...unpacked(data, bytes).flatMap(([kind, inner]) =>
        search(inner, depth + 1).map((form) => `${kind}: ${form}`),
      ),
    ]
  }
  return (where, data) => search(data, 0).map((form) => ({ where, form }))
}

/** What to look for, and the name of its form. */
function formsOf(secret: string): ReadonlyMap<string, string> {
  const bytes = Buffer.from(secret)
  const json = JSON.stringify(secret).slice(1, -1)
  const percent = encodeURIComponent(secret)
  const hex = bytes.toString('hex')
  const everyByte = hex.replace(/../g, '%$&')
  const forms: [needle: string, form: string][] = [
    ...[0, 1, 2].flatMap((offset): [string, string][] => {
      const base64 = base64At(bytes, offset)
      const url = base64.replaceAll('+', '-').replaceAll('/', '_')
      return [
        [url, `base64url at offset ${offset}`],
        [base64, `base64 at offset ${offset}`],
      ]
    }),
    [hex, 'hex'],
    [hex.toUpperCase(), 'hex in upper case'],
    [everyByte, 'percent-encoded throughout'],
    [everyByte.toUpperCase(), 'percent-encoded throughout'],
    [percent.replace(/%../g, (code) => code.toLowerCase()), 'percent-encoded in lower case'],
    [percent, 'percent-encoded'],
    [inspect(secret).slice(1, -1), 'inspected'],
    [JSON.stringify(json).slice(1, -1), 'JSON in JSON'],
    [json.replaceAll('/', '\\/'), 'JSON with escaped slashes'],
    [json, 'JSON'],
    // Last, so that a form which changes nothing goes by this name.
    [secret, 'raw'],
  ]
  return new Map(forms)
}

/**
 * The characters of base64 that depend on the secret alone when `offset` bytes come before it, modulo 3
 * (RFC 4648 section 4: three bytes make four characters).
 */
function base64At(secret: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), secret]).toString('base64')
  const first = Math.ceil((offset * 8) / 6)
  const whole = Math.floor(((offset + secret.length) * 8) / 6)
  return text.slice(first, whole)
}

/** What is inside of data that is recognised as packed. */
function unpacked(data: string | Uint8Array, bytes: Buffer): [kind: string, inner: Uint8Array][] {
  if (typeof data === 'string') return BYTEA.test(data) ? [['bytea', Buffer.from(data.slice(2), 'hex')]] : []
  // RFC 1952 section 2.3.1.
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return []
  try {
    return [['gzip', gunzipSync(bytes, { maxOutputLength: MAX_UNPACKED })]]
  } catch {
    return []
  }
}
