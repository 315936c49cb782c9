/**
 * What a ciphertext is. The number is the first byte of its associated data and, where the vault lays
 * out the bytes itself, their first byte. A new layout takes a new number; no number is used again.
 */
export const Format = { sealedValue: 1, deploymentSecret: 2, organizationKey: 3 } as const

/** Longest field in UTF-16 units. Ids and names are far shorter. */
const MAX_FIELD_LENGTH = 255
const LENGTH_BYTES = 2

/**
 * Encodes a format and text fields so that no two lists, of whatever length, give the same bytes: one
 * byte of format, then each field as its length in bytes (16 bits, big-endian) and its UTF-8. Throws
 * `TypeError` for a field that is not text of 1 to 255 characters.
 */
export function encodeAssociatedData(format: number, fields: readonly string[]): Uint8Array {
  let size = 1
  for (const field of fields) size += LENGTH_BYTES + fieldSize(field)
  const bytes = Buffer.allocUnsafe(size)
  bytes[0] = format
  let offset = 1
  for (const field of fields) {
    const written = bytes.write(field, offset + LENGTH_BYTES)
    bytes.writeUInt16BE(written, offset)
    offset += LENGTH_BYTES + written
  }
  return bytes
}

function fieldSize(field: string): number {
  // UTF-8 has no lone surrogates (RFC 3629, 3): all of them would become U+FFFD, and two fields one.
  if (typeof field !== 'string' || field === '' || field.length > MAX_FIELD_LENGTH || !field.isWellFormed()) {
    throw new TypeError(
      `A field of a vault context must be well-formed text of 1 to ${MAX_FIELD_LENGTH} characters`,
    )
  }
  return Buffer.byteLength(field)
}
