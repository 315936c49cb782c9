const CHUNK = 64 * 1024

/** A valid JSON array of records, exactly `bytes` (2 or more) long, made piece by piece. */
export function* largeBody(bytes: number): Generator<Buffer> {
  const records = Buffer.from(`${JSON.stringify({ id: 1, title: 'x'.repeat(CHUNK) })},`)
  const last = Buffer.from('{"id":1}')
  let left = bytes - 2
  yield Buffer.from('[')
  for (; left >= records.length + last.length; left -= records.length) yield records
  if (left >= last.length) {
    yield last
    left -= last.length
  }
  // RFC 8259, section 2: white space may stand before a structural character.
  yield Buffer.alloc(left, ' ')
  yield Buffer.from(']')
}

/** Arrays inside each other, `levels` (1 or more) deep. */
export function deepBody(levels: number): string {
  return '['.repeat(levels) + ']'.repeat(levels)
}
