import type { ReadonlyHeaders, UpstreamAnswer } from '../send/upstream.ts'

/** Shorter secrets are too likely to occur by chance; a mask for them would damage honest answers. */
const MIN_SECRET = 8
const MASK = '[redacted]'
const MASK_BYTES = Buffer.from(MASK)

type Answer = Pick<UpstreamAnswer, 'headers' | 'body'>

/**
 * Makes a function that removes secrets from what a third party sent: as they are, and in the forms in
 * which an echo usually carries them.
 */
export function createRedactor(secrets: readonly string[]): <A extends Answer>(answer: A) => A {
  const all = secrets.filter((secret) => secret.length >= MIN_SECRET).flatMap(formsOf)
  // The longest first: a secret that begins like a longer one would leave the rest of that one.
  const forms = [...new Set(all)].sort((a, b) => b.length - a.length)
  const needles = forms.map((form) => Buffer.from(form))
  return (answer) => ({
    ...answer,
    headers: holdAny(answer.headers, forms) ? maskHeaders(answer.headers, forms) : answer.headers,
    body: needles.reduce(maskBytes, bufferOf(answer.body)),
  })
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret)
  const inJson = JSON.stringify(secret).slice(1, -1)
  const hex = bytes.toString('hex')
  return [
    secret,
    inJson,
    // RFC 8259 section 7: a slash may be escaped, and some languages always do.
    inJson.replaceAll('/', '\\/'),
    encodeURIComponent(secret),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    hex,
    hex.toUpperCase(),
  ]
}

/** The same bytes with the search of a buffer. */
function bufferOf(body: Uint8Array): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength)
}

function maskBytes(bytes: Buffer, needle: Buffer): Buffer {
  let at = bytes.indexOf(needle)
  if (at === -1) return bytes
  const pieces: Buffer[] = []
  let from = 0
  while (at !== -1) {
    pieces.push(bytes.subarray(from, at), MASK_BYTES)
    from = at + needle.length
    at = bytes.indexOf(needle, from)
  }
  return Buffer.concat([...pieces, bytes.subarray(from)])
}

/** Nearly always false, and asked of every answer. */
function holdAny(headers: ReadonlyHeaders, forms: readonly string[]): boolean {
  const shortest = forms.at(-1)?.length ?? Number.POSITIVE_INFINITY
  const holds = (text: string) => text.length >= shortest && forms.some((form) => text.includes(form))
  for (const name in headers) {
    const value = headers[name]
    if (typeof value === 'string' ? holds(value) : value?.some(holds)) return true
  }
  return false
}

function maskHeaders(headers: ReadonlyHeaders, forms: readonly string[]): ReadonlyHeaders {
  const mask = (value: string) => forms.reduce((text, form) => text.replaceAll(form, MASK), value)
  const entries = Object.entries(headers).map(([name, value]) => [
    name,
    typeof value === 'string' ? mask(value) : value?.map(mask),
  ])
  return Object.fromEntries(entries)
}
