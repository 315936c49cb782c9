const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Bytes of a key id inside a sealed value. */
export const KEY_ID_BYTES = 16

/** Throws `TypeError` for all but a UUID in lower case: another spelling would not come back from bytes. */
export function keyIdToBytes(id: string): Uint8Array {
  if (!UUID.test(id)) throw new TypeError('The id of an organization key is a UUID in lower case')
  return Buffer.from(id.replaceAll('-', ''), 'hex')
}

/** Any 16 bytes give an id, so a damaged one is a key that nobody has and no trouble for a database. */
export function keyIdFromBytes(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
