const CHUNK = 64 * 1024
const RECORD = Buffer.from(`${JSON.stringify({ id: 1, title: 'x'.repeat(CHUNK) })},`)

/** A valid JSON array of records, exactly `bytes` (2 or more) long, made piece by piece. */
export function* largeBody(bytes: number): Generator<Buffer> {
  const last = Buffer.from('{"id":1}')
  let left = bytes - 2
  yield Buffer.from('[')
  for (; left >= RECORD.length + last.length; left -= RECORD.length) yield RECORD
  if (left >= last.length) {
    yield last
    left -= last.length
  }
  // RFC 8259, section 2: white space may stand before a structural character.
  yield Buffer.alloc(left, ' ')
  yield Buffer.from(']')
}

/** The beginning of a JSON array that never ends. */
export function* endlessBody(): Generator<Buffer> {
  yield Buffer.from('[')
  for (;;) yield RECORD
}

/** The same, a byte at a time. */
export function* endlessBytes(): Generator<Buffer> {
  for (const piece of endlessBody()) yield* bytesOf(piece)
}

/** The bytes of a piece, one by one. */
export function* bytesOf(piece: Buffer): Generator<Buffer> {
  for (let at = 0; at < piece.length; at += 1) yield piece.subarray(at, at + 1)
}

/** Arrays inside each other, `levels` (1 or more) deep. */
export function deepBody(levels: number): string {
  return '['.repeat(levels) + ']'.repeat(levels)
}
