import type { HeldGrant, HeldGrantStore } from '@sallyport/engine'
import { SallyportError } from '@sallyport/errors'
import { addJob } from '../jobs/add-job.ts'
import type { OrganizationTransactions, Query, Statement } from '../organization-transactions.ts'

/** To the millisecond, as its job knows it: that is not to come before it. */
const LATER = "date_trunc('milliseconds', clock_timestamp() + $2::float8 * interval '1 millisecond')"

const HOLD: Statement = {
  name: 'hold grant',
  text: `INSERT INTO sallyport.revocations (organization_id, id, connector_id, workspace_id, definition_id,
      definition_version, name, version, sealed, presented_hash, held_until)
    VALUES (sallyport.current_organization(), $1, $3, $4, $5, $6, $7, 0, $8, $9, ${LATER})
    RETURNING held_until AS "runAt"`,
}
/** Grants, whether only those whose time is over. A job of its own for each: nobody asked for it. */
const RELEASE: Statement = {
  name: 'release grants',
  text: `WITH due AS (
      SELECT id, workspace_id FROM sallyport.revocations
      WHERE id = ANY ($1::uuid[]) AND held_until IS NOT NULL AND (NOT $2::boolean OR held_until <= clock_timestamp())
      FOR UPDATE
    ), begun AS (
      INSERT INTO sallyport.revocation_jobs (organization_id, id, kind, workspace_id, requested_at, total)
      SELECT sallyport.current_organization(), id, 'grant', workspace_id, clock_timestamp(), 1 FROM due
      RETURNING id
    )
    UPDATE sallyport.revocations r SET job_id = begun.id, held_until = NULL FROM begun WHERE r.id = begun.id
    RETURNING r.id`,
}
/** Those of a workspace that ends belong to the job that ends it. */
const RELEASE_WORKSPACE: Statement = {
  name: 'release grants of workspace',
  text: `UPDATE sallyport.revocations SET job_id = $2, held_until = NULL
    WHERE workspace_id = $1 AND held_until IS NOT NULL RETURNING id`,
}
const TAKE: Statement = { name: 'take grants', text: 'SELECT sallyport.take_grants($1::uuid[]) AS ending' }

type Ids = { readonly id: string }

export function heldGrantStore(transactions: OrganizationTransactions): HeldGrantStore {
  return {
    hold: (scope, grant, ms) =>
      transactions.run(scope, async (query) => {
        const [row] = await query<{ runAt: Date }>(HOLD, valuesOf(grant, ms))
        await addJob(query, { task: 'revoke_credential', subjectId: grant.id, once: true, ...row })
      }),
    async release(scope, ids) {
      if (ids.length === 0) return
      await transactions.run(scope, async (query) => {
        await endNow(query, await query<Ids>(RELEASE, [ids, false]))
      })
    },
    async forget(scope, ids) {
      if (ids.length > 0) await transactions.run(scope, (query) => query(TAKE, [ids]))
    },
  }
}

/** Of one that a job is about: it is ended from now on, where its time is over. */
export async function releaseIfOver(query: Query, id: string): Promise<void> {
  await query(RELEASE, [[id], true])
}

export async function releaseWorkspace(
  query: Query,
  workspaceId: string | null,
  jobId: string,
): Promise<void> {
  await endNow(query, await query<Ids>(RELEASE_WORKSPACE, [workspaceId, jobId]))
}

/** In the transaction that stores the connector: it has them, or it is not made. */
export async function takeGrants(query: Query, ids: readonly string[] = []): Promise<void> {
  if (ids.length === 0) return
  const [row] = await query<{ ending: number }>(TAKE, [ids])
  if (row?.ending === 0) return
  throw new SallyportError('storage_unavailable', 'It took so long that what was granted is being ended.')
}

function valuesOf(grant: HeldGrant, ms: number): unknown[] {
  const { id, connectorId, workspaceId, definitionId, definitionVersion, name, sealed, presentedHash } = grant
  return [id, ms, connectorId, workspaceId, definitionId, definitionVersion, name, sealed, presentedHash]
}

async function endNow(query: Query, rows: readonly Ids[]): Promise<void> {
  for (const { id } of rows) await addJob(query, { task: 'revoke_credential', subjectId: id, once: true })
}
