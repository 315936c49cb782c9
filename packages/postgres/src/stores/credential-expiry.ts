import type { CredentialRows, HeardExpiry, Job } from '@sallyport/engine'
import { addJob } from '../jobs/add-job.ts'
import { jsonb } from '../jsonb.ts'
import type { OrganizationTransactions, Statement } from '../organization-transactions.ts'
import { insertEvent } from './event.ts'

/** What was told, as one JSON parameter. Gives those whose end was not known; in the order of the ids: two engines that save at once do not wait in a circle. */
const EXPIRING: Statement = {
  name: 'note expiry of credentials',
  text: `UPDATE sallyport.credentials c SET expires_at = b.expires_at
    FROM (
      SELECT k.organization_id, k.connector_id, 'epoch'::timestamptz + t."expiresAt" * interval '1 millisecond' AS expires_at
      FROM jsonb_to_recordset($1::jsonb) AS t("connectorId" uuid, "version" integer, "expiresAt" float8)
      JOIN sallyport.credentials k ON k.connector_id = t."connectorId" AND k.version = t."version"
      ORDER BY k.connector_id FOR UPDATE OF k) AS b
    WHERE c.organization_id = b.organization_id AND c.connector_id = b.connector_id
      AND c.expires_at IS DISTINCT FROM b.expires_at
    RETURNING c.connector_id AS "connectorId"`,
}

/** Connector, version, expiry in milliseconds, id of the event. Locked, so that of two engines one says it. */
const WARNABLE: Statement = {
  name: 'find credential to be warned of',
  text: `SELECT n.workspace_id AS "workspaceId",
      EXISTS (SELECT FROM sallyport.events e WHERE e.id = $4) AS said
    FROM sallyport.credentials c
    JOIN sallyport.connectors n ON n.organization_id = c.organization_id AND n.id = c.connector_id
    WHERE c.connector_id = $1 AND c.version = $2 AND c.expires_at = 'epoch'::timestamptz + $3::float8 * interval '1 millisecond'
      AND c.state <> 'revoked'
    FOR UPDATE OF c`,
}

/** When credentials expire that only their owners renew, and who is told of it. */
export function expirySteps(
  transactions: OrganizationTransactions,
): Pick<CredentialRows, 'expiring' | 'warnOfExpiry'> {
  return {
    async expiring(scope, heard) {
      if (heard.length === 0) return
      const times = new Map(heard.map(({ connectorId, warnAt }) => [connectorId, warnAt]))
      await transactions.run(scope, async (query) => {
        const rows = await query<Pick<HeardExpiry, 'connectorId'>>(EXPIRING, [jsonb(heard)])
        for (const { connectorId } of rows) {
          await addJob(query, warningJob(connectorId, times.get(connectorId) ?? 0))
        }
      })
    },
    warnOfExpiry: (scope, { connectorId, version, expiresAt, warning, nextAt }) =>
      transactions.run(scope, async (query) => {
        const values = [connectorId, version, expiresAt, warning?.id ?? null]
        const [row] = await query<Warnable>(WARNABLE, values)
        if (row === undefined) return
        if (warning !== undefined && !row.said) {
          const { workspaceId } = row
          const data = { expires_at: new Date(expiresAt).toISOString(), days: warning.days }
          const type = 'connector.credential_expiring'
          await insertEvent(query, { id: warning.id, workspaceId, connectorId, type, data })
        }
        if (nextAt !== undefined) await addJob(query, warningJob(connectorId, nextAt))
      }),
  }
}

interface Warnable {
  readonly workspaceId: string
  /** Whether that was said before. */
  readonly said: boolean
}

function warningJob(connectorId: string, at: number): Job {
  return { task: 'warn_of_expiry', subjectId: connectorId, runAt: new Date(at), once: true }
}
