import type {
  AuditEvent,
  Revocation,
  RevocationFilter,
  RevocationJob,
  RevocationStore,
} from '@sallyport/engine'
import { SallyportError } from '@sallyport/errors'
import { addJob } from '../jobs/add-job.ts'
import { jsonb, jsonbOfRecord } from '../jsonb.ts'
import type { OrganizationTransactions, Query } from '../organization-transactions.ts'
import { insertAuditEvent } from './audit-event.ts'
import { insertEvent } from './event.ts'
import * as statements from './revocation-statements.ts'

export function revocationStore(transactions: OrganizationTransactions): RevocationStore {
  return {
    async count(scope, filter) {
      const [row] = await transactions.run(scope, (query) =>
        query<{ count: number }>(statements.COUNT, valuesOf(filter)),
      )
      return row?.count ?? 0
    },
    begin: (scope, job, event) => transactions.change(scope, (query) => begin(query, job, event)),
    take: (scope, job, how) => transactions.change(scope, (query) => take(query, job, how)),
    async find(scope, id) {
      const [row] = await transactions.run(scope, (query) => query<Revocation>(statements.FIND, [id]))
      return row
    },
    async sharing(scope, { definitionId, accountId }) {
      const [row] = await transactions.run(scope, (query) =>
        query<{ count: number }>(statements.SHARING, [definitionId, accountId]),
      )
      return row?.count ?? 0
    },
    async record(scope, revocation, how) {
      await transactions.run(scope, (query) => record(query, revocation, how))
    },
    findJob: (scope, id) =>
      transactions.run(scope, async (query) => {
        const [job] = await query<RevocationJob>(statements.FIND_JOB, [id])
        return job && { job, revocations: await query<Revocation>(statements.LIST, [id]) }
      }),
  }
}

function valuesOf({ connectorId, workspaceId, definitionId, before }: RevocationFilter): unknown[] {
  return [connectorId ?? null, workspaceId ?? null, definitionId ?? null, before ?? null]
}

async function begin(
  query: Query,
  { id, kind, workspaceId, actor, requestedAt }: Parameters<RevocationStore['begin']>[1],
  event: AuditEvent,
): Promise<void> {
  await query(statements.INSERT_JOB, [id, kind, workspaceId, jsonb(actor), requestedAt])
  if (kind === 'workspace' || kind === 'deletion') {
    const ended = await query(statements.END_WORKSPACE, [workspaceId, requestedAt])
    if (kind === 'deletion' && ended.length === 0) {
      throw new SallyportError('workspace_not_found', 'There is no such workspace.')
    }
    await query(statements.END_SESSIONS, [workspaceId])
    await query(statements.END_COLLECTIONS, [workspaceId])
    await query(statements.END_WORKFLOWS, [workspaceId])
  }
  await insertAuditEvent(query, workspaceId, event)
}

interface Taken {
  readonly id: string
  readonly connectorId: string
  readonly workspaceId: string
  readonly definitionId: string
  readonly name: string
  /** When a refresh that is under way is over. */
  readonly runAt: Date | null
}

async function take(
  query: Query,
  job: Parameters<RevocationStore['take']>[1],
  { filter, limit, at, newId }: Parameters<RevocationStore['take']>[2],
): Promise<number> {
  const taken = await query<Taken>(statements.TAKE, [...valuesOf(filter), limit, job.id])
  await query(statements.DELETE_CONNECTORS, [taken.map(({ connectorId }) => connectorId)])
  for (const { id, connectorId, workspaceId, definitionId, name, runAt } of taken) {
    await addJob(query, { task: 'revoke_credential', subjectId: id, ...(runAt && { runAt }) })
    const data = { name, definition_id: definitionId, job_id: job.id }
    await insertEvent(query, { id: newId(), workspaceId, connectorId, type: 'connector.deleted', data, at })
  }
  if (taken.length < limit) {
    await query(statements.SETTLE_TOTAL, [job.id])
    await finishIfOver(query, job.id, { at, newId })
  }
  return taken.length
}

type How = Parameters<RevocationStore['record']>[2]

async function record(
  query: Query,
  { id, jobId, receipts, finished }: Parameters<RevocationStore['record']>[1],
  { at, newId }: How,
): Promise<void> {
  const values = [id, jsonbOfRecord(receipts), finished, at]
  const [row] = await query<Pick<Taken, 'connectorId' | 'workspaceId' | 'name'>>(statements.RECORD, values)
  if (row === undefined || !finished) return
  const { connectorId, workspaceId, name } = row
  const data = { name, job_id: jobId, receipts }
  const type = 'connector.revocation_finished' as const
  await insertEvent(query, { id: newId(), workspaceId, connectorId, type, data, at })
  await finishIfOver(query, jobId, { at, newId })
}

/** Whoever ends the last one ends the job; an offboarded workspace's records go with it. */
async function finishIfOver(query: Query, jobId: string, { at, newId }: How): Promise<void> {
  const [job] = await query<RevocationJob>(statements.LOCK_JOB, [jobId])
  if (job === undefined || job.total === null || job.finishedAt !== null) return
  const [left] = await query<{ count: number }>(statements.LEFT, [jobId])
  if (left === undefined || left.count > 0) return
  const purged = job.kind === 'workspace' ? await purge(query, job.workspaceId) : null
  await query(statements.FINISH_JOB, [jobId, at, purged === null ? null : jsonb(purged)])
  if (job.kind !== 'workspace') return
  const data = { job_id: jobId, workspace_id: job.workspaceId, connectors: job.total, purged }
  await insertEvent(query, {
    id: newId(),
    workspaceId: null,
    connectorId: null,
    type: 'workspace.offboarded',
    data,
    at,
  })
}

async function purge(query: Query, workspaceId: string | null): Promise<Record<string, number> | null> {
  const [row] = await query<{ purged: Record<string, number> | null }>(statements.PURGE, [workspaceId])
  return row?.purged ?? null
}
