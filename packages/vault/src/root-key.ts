import { vaultUnavailable } from './vault-unavailable.ts'

/**
 * Port: something that holds a root key and wraps organization keys and small deployment secrets with
 * it. Wrapped bytes are its own format. It wraps 0 to 4,096 bytes (AWS KMS, `Encrypt`: the least of
 * the services this must fit) and authenticates up to 4,096 bytes of associated data.
 *
 * `unwrap` rejects with `vault_unavailable`: final when the bytes do not open with this key and
 * associated data, retryable when the holder of the key cannot be asked now. What it gives belongs to
 * the caller, who overwrites it after use.
 */
export interface RootKeyProvider {
  /** Names this key among all others; 1 to 255 printable ASCII characters, not secret. */
  readonly keyId: string
  wrap(plaintext: Uint8Array, associatedData: Uint8Array): Promise<Uint8Array>
  unwrap(wrapped: Uint8Array, associatedData: Uint8Array): Promise<Uint8Array>
}

/** Most bytes that any root key provider must take. */
export const MAX_WRAPPED_PLAINTEXT_BYTES = 4096

/** The root keys of a deployment: all read, one writes. */
export interface RootKeyring {
  readonly writer: RootKeyProvider
  /** Throws `vault_unavailable` when no configured root key has that id. */
  get(keyId: string): RootKeyProvider
}

const KEY_ID = /^[\x21-\x7e]{1,255}$/

export function isRootKeyId(id: string): boolean {
  return KEY_ID.test(id)
}

/** Throws `TypeError` for an empty list, an ill-formed id, or two keys of one id. */
export function createRootKeyring(rootKeys: readonly RootKeyProvider[]): RootKeyring {
  const [writer] = rootKeys
  if (writer === undefined) throw new TypeError('A vault needs at least one root key')
  const byId = new Map(rootKeys.map((rootKey) => [rootKey.keyId, rootKey]))
  if (byId.size !== rootKeys.length) throw new TypeError('Two root keys have the same id')
  for (const keyId of byId.keys()) {
    if (!isRootKeyId(keyId))
      throw new TypeError('The id of a root key is 1 to 255 printable ASCII characters')
  }
  return {
    writer,
    get(keyId) {
      const rootKey = byId.get(keyId)
      if (rootKey === undefined) {
        const cause = new Error(`needed: ${keyId}; configured: ${[...byId.keys()].join(', ')}`)
        throw vaultUnavailable('unknown_root_key', cause)
      }
      return rootKey
    },
  }
}
