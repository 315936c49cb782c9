import { createHash, createSecretKey, randomBytes } from 'node:crypto'
import { BOX_OVERHEAD, decrypt, encrypt, KEY_BYTES, NONCE_BYTES } from '../aes-gcm.ts'
import type { RootKeyProvider } from '../root-key.ts'
import { vaultUnavailable } from '../vault-unavailable.ts'
import type { Kms, KmsEdge } from './kms.ts'
import { RemoteCalls } from './remote-calls.ts'

const FORMAT = 1
const HEADER_BYTES = 3
const MAX_SERVICE_BYTES = 2048

/**
 * A root key held by a service. The service wraps a random key of 32 bytes, never what is to be kept: so
 * every service takes the same construction, whatever its bounds for lengths and associated data, and
 * none sees an organization's key. Wrapped bytes: format (1), length of the service's part (2, big-endian),
 * that part, and a box of AES-256-GCM under the random key.
 *
 * The box authenticates everything before it and the associated data, since a service may leave its own
 * part malleable (unused bits of base64) or know no associated data. The service is given a hash of them
 * all the same: what was moved it refuses itself, and its log tells values apart without naming them.
 */
export function createRemoteRootKey(service: Kms, edge: KmsEdge): RootKeyProvider {
  const calls = new RemoteCalls(edge)
  const { keyId } = service
  return {
    keyId,
    async wrap(plaintext, associatedData) {
      const binding = bindingOf(associatedData)
      const key = randomBytes(KEY_BYTES)
      const part = await calls.make({ keyId, operation: 'wrap' }, (signal) =>
        service.wrapKey(key, binding, signal),
      )
      if (part.length === 0 || part.length > MAX_SERVICE_BYTES) throw vaultUnavailable('root_key_refused')
      const header = Buffer.from([FORMAT, part.length >> 8, part.length & 0xff])
      const box = encrypt(keyFrom(key), {
        nonce: randomBytes(NONCE_BYTES),
        plaintext,
        associatedData: Buffer.concat([header, part, associatedData]),
      })
      return Buffer.concat([header, part, ...box])
    },
    async unwrap(wrapped, associatedData) {
      const boxAt = HEADER_BYTES + (((wrapped[1] ?? 0) << 8) | (wrapped[2] ?? 0))
      const partLength = boxAt - HEADER_BYTES
      const fits = wrapped.length >= boxAt + BOX_OVERHEAD && partLength > 0 && partLength <= MAX_SERVICE_BYTES
      if (wrapped[0] !== FORMAT || !fits) throw vaultUnavailable('bad_format')
      const binding = bindingOf(associatedData)
      const key = await calls.make({ keyId, operation: 'unwrap' }, (signal) =>
        service.unwrapKey(wrapped.subarray(HEADER_BYTES, boxAt), binding, signal),
      )
      if (key.length !== KEY_BYTES) throw vaultUnavailable('does_not_open')
      const bound = Buffer.concat([wrapped.subarray(0, boxAt), associatedData])
      return decrypt(keyFrom(key), wrapped.subarray(boxAt), bound)
    },
  }
}

/** The label keeps it from being any other hash of the associated data. */
function bindingOf(associatedData: Uint8Array): Uint8Array {
  return createHash('sha256').update('sallyport-root-key-binding-1:').update(associatedData).digest()
}

function keyFrom(bytes: Uint8Array) {
  const key = createSecretKey(bytes)
  bytes.fill(0)
  return key
}
