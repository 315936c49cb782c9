/**
 * A key management service: it holds a root key and wraps 32 bytes with it. Each method makes one attempt: it rejects
 * with a final `vault_unavailable` where a repetition cannot help, and with anything else where it may.
 * `binding` is 32 bytes that the service itself is to authenticate, so far as it can.
 */
export interface Kms {
  readonly keyId: string
  wrapKey(key: Uint8Array, binding: Uint8Array, signal: AbortSignal): Promise<Uint8Array>
  unwrapKey(wrapped: Uint8Array, binding: Uint8Array, signal: AbortSignal): Promise<Uint8Array>
}

/** The world as those who call such a service need it. */
export interface KmsEdge {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  /** Milliseconds of a clock that never goes back. */
  readonly monotonic: () => number
  /** From 0 up to, and without, 1. */
  readonly random: () => number
  /** Resolves after so many milliseconds, and rejects as soon as the signal aborts. */
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>
  /** Told of every attempt to use a key, repetitions included; logins are not counted. */
  readonly onCall?: (call: { readonly keyId: string; readonly operation: 'wrap' | 'unwrap' }) => void
}
