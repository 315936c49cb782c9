import { randomBytes } from 'node:crypto'
import type { RootKeyProvider } from '../root-key.ts'
import { vaultUnavailable } from '../vault-unavailable.ts'

/** What is wrapped stays here, by the handle that stands for it. */
export type Safe = Map<string, { readonly plaintext: string; readonly associatedData: string }>

const HANDLE_BYTES = 32

/**
 * For tests: a root key without cryptography. Wrapped bytes are a random handle, and unwrapping looks it
 * up, as a remote service would that keeps everything to itself. Gone with the process.
 */
export function createMemoryRootKey(keyId: string, safe: Safe = new Map()): RootKeyProvider {
  return {
    keyId,
    async wrap(plaintext, associatedData) {
      const handle = randomBytes(HANDLE_BYTES)
      safe.set(hex(handle), { plaintext: hex(plaintext), associatedData: hex(associatedData) })
      return handle
    },
    async unwrap(wrapped, associatedData) {
      const kept = safe.get(hex(wrapped))
      if (kept?.associatedData !== hex(associatedData)) throw vaultUnavailable('does_not_open')
      return Buffer.from(kept.plaintext, 'hex')
    },
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
