import { createSecretKey, type KeyObject } from 'node:crypto'
import { BOX_OVERHEAD, decrypt, encrypt, KEY_BYTES, NONCE_BYTES } from './aes-gcm.ts'
import { Format } from './associated-data.ts'
import { KEY_ID_BYTES, keyIdFromBytes, keyIdToBytes } from './organization-key-id.ts'
import { vaultUnavailable } from './vault-unavailable.ts'

/** Most bytes that one value may hold: 1 MiB. */
export const MAX_PLAINTEXT_BYTES = 1024 * 1024

// format (1) | organization key id (16) | box of the data key (60) | box of the plaintext (28 + n).
// A box is nonce (12), ciphertext, tag (16). Both boxes are bound to the context and neither to the id
// of the organization key, so that a rotation rewraps the data key and leaves the plaintext's box alone.
const KEY_ID_AT = 1
const DATA_KEY_AT = KEY_ID_AT + KEY_ID_BYTES
const CONTENT_AT = DATA_KEY_AT + KEY_BYTES + BOX_OVERHEAD
const MIN_BYTES = CONTENT_AT + BOX_OVERHEAD

/** How many bytes at the beginning of a sealed value a rotation replaces: all before the plaintext's box. */
export const WRAPPING_BYTES = CONTENT_AT

const MAX_BYTES = MIN_BYTES + MAX_PLAINTEXT_BYTES

/** How many random bytes one seal takes: a data key and two nonces. */
const RANDOM_BYTES = KEY_BYTES + 2 * NONCE_BYTES

/** An organization key out of its wrapping. */
export interface OpenOrganizationKey {
  readonly id: string
  readonly key: KeyObject
}

export interface SealOptions {
  readonly organizationKey: OpenOrganizationKey
  readonly associatedData: Uint8Array
  readonly randomBytes: (size: number) => Uint8Array
}

/** A data key that is made and wrapped, and waits for the one value that it will seal. */
export interface PreparedSeal {
  /** Seals 0 bytes to 1 MiB, once, with nothing left that could fail. Throws `TypeError` above that, and at a second value. */
  seal(plaintext: Uint8Array): Uint8Array
}

/** Seals under a data key of its own, which the organization key wraps. Throws `TypeError` above 1 MiB. */
export function sealValue(plaintext: Uint8Array, options: SealOptions): Uint8Array {
  return prepareSeal(options).seal(plaintext)
}

/** Does all of sealing that needs no plaintext. */
export function prepareSeal({ organizationKey, associatedData, randomBytes }: SealOptions): PreparedSeal {
  const random = randomBytes(RANDOM_BYTES)
  const dataKey = random.subarray(0, KEY_BYTES)
  const wrapNonce = random.subarray(KEY_BYTES, KEY_BYTES + NONCE_BYTES)
  const nonce = random.subarray(KEY_BYTES + NONCE_BYTES)
  const head = [
    Uint8Array.of(Format.sealedValue),
    keyIdToBytes(organizationKey.id),
    ...encrypt(organizationKey.key, { nonce: wrapNonce, plaintext: dataKey, associatedData }),
  ]
  let key: KeyObject | undefined = createSecretKey(dataKey)
  dataKey.fill(0)
  return {
    seal(plaintext) {
      if (plaintext.length > MAX_PLAINTEXT_BYTES) throw new TypeError('The vault seals at most 1 MiB')
      // SP 800-38D 8: a nonce is never used twice with one key.
      if (key === undefined) throw new TypeError('A prepared data key seals one value')
      const sealed = Buffer.concat([...head, ...encrypt(key, { nonce, plaintext, associatedData })])
      key = undefined
      return sealed
    },
  }
}

/** Reads the id of the organization key. Throws `vault_unavailable` for bytes that are no sealed value. */
export function organizationKeyIdOf(sealed: Uint8Array): string {
  if (sealed[0] !== Format.sealedValue || sealed.length < MIN_BYTES || sealed.length > MAX_BYTES) {
    throw vaultUnavailable('bad_format')
  }
  return keyIdFromBytes(Buffer.from(sealed.buffer, sealed.byteOffset + KEY_ID_AT, KEY_ID_BYTES))
}

/** Reads the same id where only the wrapping is at hand: exactly the first `WRAPPING_BYTES`. */
export function organizationKeyIdOfWrapping(wrapping: Uint8Array): string {
  if (wrapping[0] !== Format.sealedValue || wrapping.length !== WRAPPING_BYTES) {
    throw vaultUnavailable('bad_format')
  }
  return keyIdFromBytes(Buffer.from(wrapping.buffer, wrapping.byteOffset + KEY_ID_AT, KEY_ID_BYTES))
}

/**
 * The wrapping of a value under another organization key: the data key is the same, and so the box of the
 * plaintext, which is not needed for it. Throws `vault_unavailable` when key, wrapping and associated data do not
 * belong together.
 */
export function rewrapValue(wrapping: Uint8Array, from: KeyObject, options: SealOptions): Uint8Array {
  const { organizationKey, associatedData } = options
  const dataKey = decrypt(from, wrapping.subarray(DATA_KEY_AT, CONTENT_AT), associatedData)
  const nonce = options.randomBytes(NONCE_BYTES)
  const box = encrypt(organizationKey.key, { nonce, plaintext: dataKey, associatedData })
  dataKey.fill(0)
  return Buffer.concat([Uint8Array.of(Format.sealedValue), keyIdToBytes(organizationKey.id), ...box])
}

/** Opens what `organizationKeyIdOf` has accepted. Throws `vault_unavailable` when it does not fit. */
export function openValue(
  organizationKey: KeyObject,
  sealed: Uint8Array,
  associatedData: Uint8Array,
): Uint8Array {
  const dataKey = decrypt(organizationKey, sealed.subarray(DATA_KEY_AT, CONTENT_AT), associatedData)
  const key = createSecretKey(dataKey)
  dataKey.fill(0)
  return decrypt(key, sealed.subarray(CONTENT_AT), associatedData)
}
