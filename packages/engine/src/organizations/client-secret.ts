import { createHash, timingSafeEqual } from 'node:crypto'

const SECRET_BYTES = 32

/** Makes a client secret of 256 random bits. It is shown once; only its hash is kept. */
export function createClientSecret(randomBytes: (size: number) => Uint8Array): string {
  return `sps_${Buffer.from(randomBytes(SECRET_BYTES)).toString('base64url')}`
}

export function hashClientSecret(secret: string): Uint8Array {
  return createHash('sha256').update(secret).digest()
}

/** Compares in constant time, also against nothing: an unknown client takes as long as a wrong secret. */
export function isClientSecret(secret: string, hash: Uint8Array | undefined): boolean {
  const given = createHash('sha256').update(secret).digest()
  return timingSafeEqual(given, hash ?? Buffer.alloc(given.length)) && hash !== undefined
}
