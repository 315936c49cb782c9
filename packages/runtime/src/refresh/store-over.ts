import type { Credential } from '../authorize/credential.ts'
import type { CredentialRecord, CredentialStore, Lease } from './credential-store.ts'
import { type KeptRecord, leased, marked, renewed, saved, settled } from './record-steps.ts'

/** Where one record is kept. */
export interface RecordCell {
  read(): Promise<KeptRecord | undefined>
  /** Puts what `step` makes of the record in its place, alone; leaves it where that is nothing. Says what is there now, if it was put. */
  change(
    step: (kept: KeptRecord, now: number) => KeptRecord | undefined,
  ): Promise<{ readonly kept: KeptRecord; readonly now: number } | undefined>
  settled: CredentialStore['settled']
  now(): number
}

/** A store out of a place that can read one record, and change it alone. */
export function storeOver(cell: RecordCell): CredentialStore {
  return {
    async read() {
      const kept = await cell.read()
      return kept && { ...kept, now: cell.now() }
    },
    async lease(intent) {
      const taken = await cell.change((kept, now) => leased(kept, intent, now))
      return taken && leaseOf(cell, { ...taken.kept, now: taken.now })
    },
    settled: (settlement, options) => cell.settled(settlement, options),
  }
}

function leaseOf(cell: RecordCell, record: CredentialRecord): Lease {
  const { version, attempt } = record
  const { fence } = attempt
  const hold = async (step: typeof marked, leaseMs: number) =>
    (await cell.change((kept, now) => step(kept, { fence, leaseMs, now }))) !== undefined
  return {
    fence,
    record,
    markSent: (leaseMs) => hold(marked, leaseMs),
    renew: (leaseMs) => hold(renewed, leaseMs),
    async save(credential: Credential) {
      const put = await cell.change((kept) => saved(kept, version, credential))
      return put?.kept.version === version + 1 && put.kept.credential === credential ? 'saved' : 'spare'
    },
    async settle(outcome) {
      await cell.change((kept, now) => settled(kept, outcome, { fence, now }))
    },
  }
}
