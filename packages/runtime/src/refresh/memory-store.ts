import type { Credential } from '../authorize/credential.ts'
import type { CredentialStore } from './credential-store.ts'
import { firstRecord, type KeptRecord } from './record-steps.ts'
import { type RecordCell, storeOver } from './store-over.ts'

export interface MemoryStoreOptions {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Resolves after so many milliseconds, and rejects as soon as the signal aborts. */
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<unknown>
}

/** Keeps one credential in this process, as long as that lives. */
export function createMemoryStore(credential: Credential, options: MemoryStoreOptions): CredentialStore {
  return storeOver(memoryCell(firstRecord(credential), options))
}

/** A record in memory. */
export function memoryCell(first: KeptRecord, { now, wait }: MemoryStoreOptions): RecordCell {
  let record = first
  const waiters = new Set<() => void>()
  return {
    now,
    read: async () => record,
    async change(step) {
      const at = now()
      const kept = step(record, at)
      if (kept === undefined) return undefined
      const moved = kept.settlement !== record.settlement
      record = kept
      if (moved) for (const wake of waiters) wake()
      return { kept, now: at }
    },
    async settled(settlement, { ms, signal }) {
      const over = new AbortController()
      const end = () => over.abort()
      signal?.addEventListener('abort', end)
      waiters.add(end)
      // Looked at after it was subscribed to: what settled before is seen here, what settles after wakes.
      if (record.settlement === settlement && !signal?.aborted) await wait(ms, over.signal).catch(() => {})
      waiters.delete(end)
      signal?.removeEventListener('abort', end)
    },
  }
}
