import type { QuotaLimits, QuotaStore, WorkspaceQuota } from '@sallyport/engine'
import type { OrganizationTransactions, Statement } from '../organization-transactions.ts'
import { insertAuditEvent } from './audit-event.ts'

/** What holds for a workspace `w`: its own word, where 0 means none, or that of its organization. */
export const EFFECTIVE_QUOTA = `nullif(coalesce(w.calls_per_minute,
    (SELECT o.calls_per_minute FROM sallyport.organization_quotas o)), 0) AS "callsPerMinute",
  nullif(coalesce(w.calls_per_day, (SELECT o.calls_per_day FROM sallyport.organization_quotas o)), 0) AS "callsPerDay"`

const FIND: Statement = {
  name: 'find quota',
  text: `SELECT calls_per_minute AS "callsPerMinute", calls_per_day AS "callsPerDay" FROM sallyport.organization_quotas`,
}
const PUT: Statement = {
  name: 'put quota',
  text: `INSERT INTO sallyport.organization_quotas (organization_id, calls_per_minute, calls_per_day)
    VALUES (sallyport.current_organization(), $1, $2)
    ON CONFLICT (organization_id) DO UPDATE
      SET calls_per_minute = excluded.calls_per_minute, calls_per_day = excluded.calls_per_day`,
}
const OF_WORKSPACE = `${EFFECTIVE_QUOTA}, w.calls_per_minute IS NULL AS "minuteInherited",
  w.calls_per_day IS NULL AS "dayInherited"`
const FIND_OF_WORKSPACE: Statement = {
  name: 'find quota of workspace',
  text: `SELECT ${OF_WORKSPACE} FROM sallyport.workspaces w WHERE w.id = $1 AND w.deleted_at IS NULL`,
}
const PUT_OF_WORKSPACE: Statement = {
  name: 'put quota of workspace',
  text: `UPDATE sallyport.workspaces w SET calls_per_minute = $2, calls_per_day = $3
    WHERE w.id = $1 AND w.deleted_at IS NULL RETURNING ${OF_WORKSPACE}`,
}
/**
 * Workspace, period, quota, calls wanted. One statement: those who ask at once wait for the row and see what the one
 * before left. Who waited over the end of a window is in the next one with the others. The quarter of what is left is
 * the most that one gets: towards the end little lies unused at engines that do not need it.
 */
const TAKE: Statement = {
  name: 'take of quota',
  text: `INSERT INTO sallyport.quota_windows AS q (organization_id, workspace_id, period, begins_at, taken, granted)
    SELECT sallyport.current_organization(), $1, $2, date_trunc($2, statement_timestamp(), 'UTC'), g, g
    FROM (SELECT least($4::bigint, greatest(1, $3::bigint / 4)) AS g) AS first
    ON CONFLICT (organization_id, workspace_id, period) DO UPDATE SET (begins_at, taken, granted) = (
      SELECT greatest(q.begins_at, excluded.begins_at), w.taken + g.g, g.g
      FROM (SELECT CASE WHEN q.begins_at >= excluded.begins_at THEN q.taken ELSE 0 END AS taken) AS w,
        LATERAL (SELECT greatest(0, least($4::bigint, greatest(1, ($3::bigint - w.taken) / 4), $3::bigint - w.taken)) AS g) AS g)
    RETURNING q.granted::float8 AS granted,
      (extract(epoch FROM q.begins_at + ('1 ' || $2)::interval - clock_timestamp()) * 1000)::float8 AS "resetMs"`,
}

export function quotaStore(transactions: OrganizationTransactions): QuotaStore {
  return {
    async find(scope) {
      const [quota] = await transactions.run(scope, (query) => query<QuotaLimits>(FIND, []))
      return quota ?? { callsPerMinute: null, callsPerDay: null }
    },
    put: (scope, { callsPerMinute, callsPerDay }, event) =>
      transactions.change(scope, async (query) => {
        await query(PUT, [callsPerMinute, callsPerDay])
        await insertAuditEvent(query, null, event)
      }),
    async findOfWorkspace(scope, workspaceId) {
      const [row] = await transactions.run(scope, (query) => query<Row>(FIND_OF_WORKSPACE, [workspaceId]))
      return row && quotaOf(row)
    },
    putOfWorkspace: (scope, workspaceId, { callsPerMinute, callsPerDay, event }) =>
      transactions.change(scope, async (query) => {
        const values = [workspaceId, stored(callsPerMinute), stored(callsPerDay)]
        const [row] = await query<Row>(PUT_OF_WORKSPACE, values)
        if (row !== undefined) await insertAuditEvent(query, workspaceId, event)
        return row && quotaOf(row)
      }),
    async take({ organizationId, workspaceId }, { period, limit, units }) {
      const values = [workspaceId, period, limit, units]
      const row = await transactions.one<Taken>(organizationId, TAKE, values)
      if (row === undefined) throw new TypeError('whoever takes is told how much')
      return row
    },
  }
}

interface Row extends QuotaLimits {
  readonly minuteInherited: boolean
  readonly dayInherited: boolean
}

interface Taken {
  readonly granted: number
  readonly resetMs: number
}

function quotaOf({ minuteInherited, dayInherited, ...quota }: Row): WorkspaceQuota {
  return { ...quota, inherited: { callsPerMinute: minuteInherited, callsPerDay: dayInherited } }
}

/** No quota at all is 0: nothing means that the organization's holds. */
function stored(calls: number | null | undefined): number | null {
  return calls === undefined ? null : (calls ?? 0)
}
