import type {
  AttemptName,
  CredentialRow,
  CredentialRows,
  CredentialStanding,
  CredentialState,
} from '@sallyport/engine'
import { SallyportError } from '@sallyport/errors'
import { sqlState } from '../database-error.ts'
import { addJob } from '../jobs/add-job.ts'
import { jsonb } from '../jsonb.ts'
import type { OrganizationTransactions, Query } from '../organization-transactions.ts'
import { addRefresh } from './add-refresh.ts'
import { expirySteps } from './credential-expiry.ts'
import * as statements from './credential-statements.ts'
import { insertEvent } from './event.ts'
import { ADOPT, END_LATE } from './revocation-statements.ts'

export interface CredentialRowsOptions {
  readonly newId: () => string
  /** For what no refresh waits for; those of the steps by default. */
  readonly others?: OrganizationTransactions
}

/** Credentials, one row each. Its transactions are to be durable ones. */
export function credentialRows(
  transactions: OrganizationTransactions,
  options: CredentialRowsOptions,
): CredentialRows {
  const { newId, others = transactions } = options
  const tell = async (query: Query, moves: readonly Move[]) => {
    for (const move of moves) if (move.from !== move.to) await insertMove(query, newId(), move)
  }
  return {
    async read(scope, id) {
      const [row] = await transactions.run(scope, (query) =>
        query<Stored & { readonly standby: boolean }>(statements.READ, [id]),
      )
      if (row?.standby) throw onStandby()
      return row && rowOf(row)
    },
    standing: (scope, connectorIds) =>
      others.run(scope, (query) => query<CredentialStanding>(statements.STANDING, [connectorIds])),
    async lease(scope, id, { version, owner, leaseMs, quarantineMs, cause }) {
      const values = [id, version, owner, leaseMs, quarantineMs, cause === 'refusal']
      const [row] = await transactions.run(scope, (query) => query<Stored>(statements.LEASE, values))
      return row && rowOf(row)
    },
    async markSent(scope, attempt, leaseMs) {
      const values = [...named(attempt), leaseMs]
      return (await transactions.run(scope, (query) => query(statements.MARK_SENT, values))).length > 0
    },
    async renew(scope, attempt, leaseMs) {
      const values = [...named(attempt), leaseMs]
      return (await transactions.run(scope, (query) => query(statements.RENEW, values))).length > 0
    },
    save: (scope, { connectorId, version, lineage }, { sealed, expiresAt, refreshAt }) =>
      underLivingKey(
        transactions.change(scope, async (query) => {
          const values = [connectorId, version, sealed, expiresAt ?? null, lineage]
          const moves = await query<Move>(statements.SAVE, values)
          if (moves.length === 0) return elsewhere(query, { connectorId, version, sealed })
          await tell(query, moves)
          await addRefresh(query, connectorId, refreshAt)
          return 'saved' as const
        }),
      ),
    spare: (scope, { connectorId, version, lineage }, sealed) =>
      underLivingKey(
        transactions.change(scope, async (query) => {
          await tell(query, await query<Move>(statements.SPARE, [connectorId, lineage, sealed, version + 1]))
          return 'kept' as const
        }),
      ),
    settle: (scope, attempt, outcome) =>
      transactions.change(scope, async (query) => {
        const { kind, cause } = outcome
        const retryInMs = 'retryInMs' in outcome ? outcome.retryInMs : null
        const values = [...named(attempt), cause, retryInMs, kind === 'refused' && outcome.spare]
        await tell(query, await query<Move>(statements.settle(kind), values))
      }),
    async accepted(scope, credentials) {
      if (credentials.length === 0) return
      await others.run(scope, async (query) => {
        await tell(query, await query<Move>(statements.ACCEPTED, [jsonb(credentials)]))
      })
    },
    ...expirySteps(others),
    rejected: (scope, { connectorId, version, cause }) =>
      others.change(scope, async (query) => {
        await tell(query, await query<Move>(statements.REJECTED, [connectorId, version, cause]))
      }),
  }
}

/** foreign_key_violation of a sealed column: its organization key was rotated away after the value was sealed. */
async function underLivingKey<T>(saving: Promise<T>): Promise<T | 'key_gone'> {
  try {
    return await saving
  } catch (error) {
    const constraint = error instanceof Error ? String(Reflect.get(error, 'constraint')) : ''
    if (sqlState(error) === '23503' && constraint.endsWith('_key_id')) return 'key_gone'
    throw error
  }
}

interface Stored {
  readonly version: number
  readonly lineage: number
  readonly sealed: Uint8Array
  readonly state: CredentialState
  readonly phase: CredentialRow['attempt']['phase']
  readonly fence: number
  readonly until: number
  readonly presentations: number
  readonly presentedAt: number | null
  readonly settlement: number
  readonly failures: number
  readonly retryAt: number | null
  readonly refusedAt: number | null
  readonly spare: Uint8Array | null
  readonly spareVersion: number | null
  readonly now: number
}

function rowOf(stored: Stored): CredentialRow {
  const { version, lineage, sealed, state, settlement, failures, now } = stored
  const { phase, fence, until, presentations, presentedAt, retryAt, refusedAt, spare, spareVersion } = stored
  return {
    ...{ version, lineage, sealed, state, settlement, failures, now },
    attempt: { phase, fence, until, presentations, presentedAt: presentedAt ?? undefined },
    retryAt: retryAt ?? undefined,
    refusedAt: refusedAt ?? undefined,
    spare: spare === null || spareVersion === null ? undefined : { version: spareVersion, sealed: spare },
  }
}

/** One credential before and after a step. */
interface Move {
  readonly connectorId: string
  readonly workspaceId: string
  readonly from: CredentialState
  readonly to: CredentialState
  readonly cause: string | null
}

function insertMove(query: Query, id: string, { connectorId, workspaceId, ...data }: Move): Promise<void> {
  return insertEvent(query, { id, workspaceId, connectorId, type: 'connector.state_changed', data })
}

function named({ connectorId, version, fence }: AttemptName): unknown[] {
  return [connectorId, version, fence]
}

interface Late {
  readonly connectorId: string
  readonly version: number
  readonly sealed: Uint8Array
}

/** Where an answer belongs that is not for the stored version. One whose connector is gone is the one to be ended. */
async function elsewhere(
  query: Query,
  { connectorId, version, sealed }: Late,
): Promise<'saved' | 'moved' | 'gone'> {
  const [row] = await query<{ readonly saved: boolean }>(statements.SAVED, [connectorId, sealed])
  if (row !== undefined) return row.saved ? 'saved' : 'moved'
  const adopted = await query(ADOPT, [connectorId, version, sealed])
  if (adopted.length > 0) return 'gone'
  for (const { id } of await query<{ id: string }>(END_LATE, [connectorId, version, sealed])) {
    await addJob(query, { task: 'revoke_credential', subjectId: id })
  }
  return 'gone'
}

function onStandby(): SallyportError {
  return new SallyportError('storage_unavailable', 'The database that answers is a standby.', {
    fix: 'Give the engine the address of the primary.',
  })
}
