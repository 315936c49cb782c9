import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto'
import { vaultUnavailable } from './vault-unavailable.ts'

/** Bytes of an AES-256 key. */
export const KEY_BYTES = 32

/**
 * Bytes of a nonce. NIST SP 800-38D 8.2.2 takes 96 random bits as they are, and 8.3 then allows 2^32
 * encryptions under one key. A data key encrypts once; an organization key once per sealed value.
 */
export const NONCE_BYTES = 12

/** Bytes of a tag: the longest of SP 800-38D 5.2.1.2, since appendix C shows how shorter ones are forged. */
export const TAG_BYTES = 16

/** What a box is longer than its plaintext. */
export const BOX_OVERHEAD = NONCE_BYTES + TAG_BYTES

// Without it, Node.js accepts a tag cut down to 4 bytes (nodejs.org/api/deprecations.html, DEP0182).
const cipherOptions = { authTagLength: TAG_BYTES }

export interface Message {
  /** 12 bytes, never used before with the same key. */
  readonly nonce: Uint8Array
  readonly plaintext: Uint8Array
  readonly associatedData: Uint8Array
}

/**
 * AES-256-GCM (SP 800-38D 7.1). Gives the three parts of a box, in order: nonce, ciphertext, tag.
 * The key is a KeyObject because Node.js 24 takes about 12 us longer to set up a cipher from raw bytes.
 */
export function encrypt(key: KeyObject, message: Message): readonly Uint8Array[] {
  const cipher = createCipheriv('aes-256-gcm', key, message.nonce, cipherOptions)
  cipher.setAAD(message.associatedData)
  const ciphertext = cipher.update(message.plaintext)
  cipher.final()
  return [message.nonce, ciphertext, cipher.getAuthTag()]
}

/** Opens a box. Throws `vault_unavailable` when key, box and associated data do not belong together. */
export function decrypt(key: KeyObject, box: Uint8Array, associatedData: Uint8Array): Uint8Array {
  if (box.length < BOX_OVERHEAD) throw vaultUnavailable('bad_format')
  const end = box.length - TAG_BYTES
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, NONCE_BYTES), cipherOptions)
  decipher.setAAD(associatedData)
  decipher.setAuthTag(box.subarray(end))
  const plaintext = decipher.update(box.subarray(NONCE_BYTES, end))
  try {
    decipher.final()
  } catch (cause) {
    // SP 800-38D 7.2: what does not authenticate is not plaintext and is shown to nobody.
    plaintext.fill(0)
    throw vaultUnavailable('does_not_open', cause)
  }
  return plaintext
}
