import { SallyportError, type Secret } from '@sallyport/errors'
import { KEY_BYTES } from '../aes-gcm.ts'
import type { RootKeyProvider } from '../root-key.ts'
import { createSymmetricRootKey } from './symmetric-root-key.ts'

const BASE64URL = /^[A-Za-z0-9_-]{43}=?$/

/** Of 32 random bytes, fewer than this many differ once in 10^15 keys; of what people make up, mostly. */
const MIN_DISTINCT_BYTES = 16

/**
 * Opens a root key that came in an environment variable: 32 random bytes in base64url. Throws
 * `configuration_invalid` for anything else, and for bytes that chance would not have made.
 */
export function openEnvironmentKey(variable: string, value: Secret): RootKeyProvider {
  const text = value.reveal()
  if (!BASE64URL.test(text)) throw invalid(variable, 'does not hold 32 bytes in base64url')
  const bytes = Buffer.from(text, 'base64url')
  try {
    if (bytes.length !== KEY_BYTES) throw invalid(variable, 'does not hold 32 bytes in base64url')
    if (!looksRandom(bytes)) throw invalid(variable, 'holds a weak key: its bytes are not random')
    return createSymmetricRootKey(bytes)
  } finally {
    bytes.fill(0)
  }
}

/** Refuses repetition, a sequence, and text: each less likely from a random source than 10^-13. */
function looksRandom(bytes: Uint8Array): boolean {
  const steps = new Set(Array.from(bytes.subarray(1), (byte, at) => (byte - (bytes[at] ?? 0)) & 0xff))
  const isText = bytes.every((byte) => byte >= 0x20 && byte <= 0x7e)
  return new Set(bytes).size >= MIN_DISTINCT_BYTES && steps.size > 2 && !isText
}

function invalid(variable: string, what: string): SallyportError {
  return new SallyportError('configuration_invalid', `The variable ${variable} ${what}.`, {
    fix: `Make a key with: openssl rand -base64 32 | tr '+/' '-_' | tr -d '='. If credentials are stored already, restore the key that sealed them.`,
  })
}
