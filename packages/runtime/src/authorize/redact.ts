/** Shorter secrets are too likely to occur by chance; a mask for them would damage honest answers. */
const MIN_SECRET = 8
const MASK = Buffer.from('[redacted]')

/**
 * Makes a function that removes secrets from bytes a third party sent: as they are, and in the forms in
 * which an echo usually carries them.
 */
export function createRedactor(secrets: readonly string[]): (body: Uint8Array) => Uint8Array {
  const forms = secrets.filter((secret) => secret.length >= MIN_SECRET).flatMap(formsOf)
  const needles = [...new Set(forms)].map((form) => Buffer.from(form))
  return (body) => needles.reduce(mask, body)
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret)
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    bytes.toString('hex'),
  ]
}

function mask(body: Uint8Array, needle: Buffer): Uint8Array {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  let at = bytes.indexOf(needle)
  if (at === -1) return body
  const pieces: Buffer[] = []
  let from = 0
  while (at !== -1) {
    pieces.push(bytes.subarray(from, at), MASK)
    from = at + needle.length
    at = bytes.indexOf(needle, from)
  }
  return Buffer.concat([...pieces, bytes.subarray(from)])
}
