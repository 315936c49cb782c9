import { createHash, createSecretKey, randomBytes } from 'node:crypto'
import { decrypt, encrypt, NONCE_BYTES } from '../aes-gcm.ts'
import type { RootKeyProvider } from '../root-key.ts'
import { vaultUnavailable } from '../vault-unavailable.ts'

const FORMAT = 1

/**
 * A root key held in this process, from 32 bytes that the caller may overwrite afterwards. Wrapped bytes:
 * format (1), then a box of AES-256-GCM.
 */
export function createSymmetricRootKey(bytes: Uint8Array): RootKeyProvider {
  const key = createSecretKey(bytes)
  return {
    keyId: fingerprint(bytes),
    async wrap(plaintext, associatedData) {
      const nonce = randomBytes(NONCE_BYTES)
      return Buffer.concat([Uint8Array.of(FORMAT), ...encrypt(key, { nonce, plaintext, associatedData })])
    },
    async unwrap(wrapped, associatedData) {
      if (wrapped[0] !== FORMAT) throw vaultUnavailable('bad_format')
      return decrypt(key, wrapped.subarray(1), associatedData)
    },
  }
}

/**
 * 64 bits of a hash tell keys apart and say nothing about 256 random ones. The label keeps it from being
 * any other hash of the key.
 */
function fingerprint(bytes: Uint8Array): string {
  return createHash('sha256').update('sallyport-root-key-id-1:').update(bytes).digest('hex').slice(0, 16)
}
