import { SallyportError } from '@sallyport/errors'
import type {
  Credential,
  CredentialRecord,
  CredentialStore,
  LeaseIntent,
  Outcome,
  RefreshLease,
} from '@sallyport/runtime'
import type { PreparedSeal, Vault } from '@sallyport/vault'
import { scopeOfOrganization } from '../scope.ts'
import type { AttemptName, CredentialRow, CredentialRows } from './credential-rows.ts'
import type { CredentialSaves } from './credential-saves.ts'
import type { SpooledSave } from './save-spool.ts'
import {
  type CredentialOwner,
  credentialContext,
  encodeCredential,
  openCredential,
  openSpareCredential,
} from './sealed-credential.ts'
import type { Settlements } from './settlements.ts'

export interface SealedCredentialStoreOptions {
  readonly rows: CredentialRows
  readonly vault: Vault
  readonly settlements: Settlements
  readonly saves: CredentialSaves
  /** When a job is to refresh what is saved, in milliseconds of the storage's clock. */
  readonly refreshAt: (credential: Credential) => number | undefined
}

/** The credential of one connector as the refresh knows it: rows, and the vault around them. */
export function sealedCredentialStore(
  options: SealedCredentialStoreOptions,
  owner: CredentialOwner,
): CredentialStore {
  const { rows, vault, settlements } = options
  const scope = scopeOfOrganization(owner.organizationId)
  return {
    async read() {
      const row = await rows.read(scope, owner.id)
      return row && openRow(vault, owner, row)
    },
    async lease(intent) {
      const seals = await prepareSeals(vault, owner, intent)
      const row = await rows.lease(scope, owner.id, intent)
      if (row === undefined) return undefined
      const attempt = attemptOf(owner, row)
      try {
        return leaseOf(options, { owner, attempt, seals, record: await openRow(vault, owner, row) })
      } catch (error) {
        const cause = SallyportError.isInstance(error) ? error.code : 'internal'
        await rows.settle(scope, attempt, { kind: 'not_sent', cause, retryInMs: 1_000 }).catch(() => {})
        throw error
      }
    },
    settled: (settlement, { ms, signal }) =>
      settlements.moved(scope, owner.id, { settlement, ms, ...(signal && { signal }) }),
  }
}

interface Held {
  readonly owner: CredentialOwner
  readonly attempt: AttemptName
  readonly seals: Seals
  readonly record: CredentialRecord
}

function leaseOf(options: SealedCredentialStoreOptions, held: Held): RefreshLease {
  const { rows, saves } = options
  const { owner, attempt, record } = held
  const scope = scopeOfOrganization(owner.organizationId)
  const answers = new Map<Credential, SpooledSave>()
  return {
    fence: attempt.fence,
    record,
    markSent: (leaseMs) => rows.markSent(scope, attempt, leaseMs),
    renew: (leaseMs) => rows.renew(scope, attempt, leaseMs),
    async save(credential) {
      // Sealed once: a save that happened unheard is recognized by its bytes. The seals that are ready are for the first.
      const anew = async () => {
        const seals = await prepareSeals(options.vault, owner, record)
        const answer = sealAnswer(options, { credential, held, seals })
        answers.set(credential, answer)
        return answer
      }
      const ready =
        answers.size === 0 ? sealAnswer(options, { credential, held, seals: held.seals }) : undefined
      const answer = answers.get(credential) ?? ready ?? (await anew())
      answers.set(credential, answer)
      return saves.make(answer, anew)
    },
    settle: (outcome: Outcome) => rows.settle(scope, attempt, outcome),
  }
}

interface Answer {
  readonly credential: Credential
  readonly held: Held
  readonly seals: Seals
}

function sealAnswer(
  { refreshAt }: SealedCredentialStoreOptions,
  { credential, held: { owner, attempt }, seals }: Answer,
): SpooledSave {
  return {
    organizationId: owner.organizationId,
    attempt,
    answer: {
      sealed: sealed(seals.credential, credential),
      expiresAt: credential.grant?.expiresAt,
      refreshAt: refreshAt(credential),
    },
    spare: sealed(seals.spare, credential),
  }
}

/** One for either place in which the answer may end. */
interface Seals {
  readonly credential: PreparedSeal
  readonly spare: PreparedSeal
}

async function prepareSeals(
  vault: Vault,
  owner: CredentialOwner,
  { version }: Pick<LeaseIntent, 'version'>,
): Promise<Seals> {
  const [credential, spare] = await Promise.all([
    vault.prepare(credentialContext(owner, version + 1)),
    vault.prepare(credentialContext(owner, version + 1, 'spare-credential')),
  ])
  return { credential, spare }
}

function sealed(seal: PreparedSeal, credential: Credential): Uint8Array {
  const plaintext = encodeCredential(credential)
  try {
    return seal.seal(plaintext)
  } finally {
    plaintext.fill(0)
  }
}

function attemptOf({ id }: CredentialOwner, { version, lineage, attempt }: CredentialRow): AttemptName {
  return { connectorId: id, version, lineage, fence: attempt.fence }
}

async function openRow(
  vault: Vault,
  owner: CredentialOwner,
  { sealed: bytes, lineage: _, spare, ...row }: CredentialRow,
): Promise<CredentialRecord> {
  const credential = await openCredential(vault, owner, { version: row.version, sealed: bytes })
  return { ...row, credential, spare: spare && (await openSpare(vault, owner, spare)) }
}

/** A spare that is damaged is as good as none: it must not take what stands in its place along. */
async function openSpare(
  vault: Vault,
  owner: CredentialOwner,
  { version, sealed: bytes }: NonNullable<CredentialRow['spare']>,
): Promise<Credential | undefined> {
  try {
    return await openSpareCredential(vault, owner, { version, sealed: bytes })
  } catch (error) {
    if (SallyportError.isInstance(error) && !error.retryable) return undefined
    throw error
  }
}
