import { createHash } from 'node:crypto'
import { type Credential, firstRecord, type KeptRecord } from '@sallyport/runtime'

/** What the file holds: a record, and with which credentials programs began. */
export interface KeptCredential {
  /** Counted from 1: grows where a program brings another credential than any before. */
  readonly lineage: number
  /** SHA-256 of the credentials that programs have begun with, the last of them last. */
  readonly begun: readonly string[]
  readonly record: KeptRecord
}

/** So many are remembered. */
export const MAX_BEGUN = 64

/**
 * What is kept once a program begins with a credential: nothing new where one began with it before, for what is kept
 * comes from it; otherwise it takes the place of what is kept, since its user has connected the account anew.
 */
export function begin(kept: KeptCredential | undefined, first: Credential): KeptCredential | undefined {
  const mark = markOf(first)
  if (kept === undefined) return { lineage: 1, begun: [mark], record: firstRecord(first) }
  if (kept.begun.includes(mark) || markOf(kept.record.credential) === mark) return undefined
  const { version, settlement, attempt } = kept.record
  const fresh = firstRecord(first)
  return {
    lineage: kept.lineage + 1,
    begun: [...kept.begun, mark].slice(-MAX_BEGUN),
    // Counted on, so that whoever knows the old one sees that it has moved.
    record: {
      ...fresh,
      version: version + 1,
      settlement: settlement + 1,
      attempt: { ...fresh.attempt, fence: attempt.fence },
    },
  }
}

function markOf({ definitionId, alternative, fields }: Credential): string {
  const named = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([definitionId, alternative, named]))
    .digest('base64url')
}
