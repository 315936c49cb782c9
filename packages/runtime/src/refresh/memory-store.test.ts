import { setTimeout as sleep } from 'node:timers/promises'
import { describeCredentialStore } from '../testing/credential-store-conformance.ts'
import { memoryCell } from './memory-store.ts'
import { firstRecord, type KeptRecord } from './record-steps.ts'
import { type RecordCell, storeOver } from './store-over.ts'

const wait = (ms: number, signal?: AbortSignal) => sleep(ms, undefined, { signal })

describeCredentialStore({
  name: 'memory',
  async create(credential) {
    const cell = memoryCell(firstRecord(credential), { now: Date.now, wait })
    let gone = false
    const here = (step: (kept: KeptRecord, now: number) => KeptRecord | undefined) =>
      cell.change((kept, now) => (gone ? undefined : step(kept, now)))
    const shared: RecordCell = {
      ...cell,
      read: async () => (gone ? undefined : cell.read()),
      change: here,
    }
    return {
      open: () => storeOver(shared),
      revoke: async () => void (await here((kept) => ({ ...kept, state: 'revoked' }))),
      async remove() {
        gone = true
      },
      async [Symbol.asyncDispose]() {},
    }
  },
})
