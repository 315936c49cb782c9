import type { CredentialPage, OrganizationCredentialStore } from '@sallyport/engine'
import type { OrganizationTransactions, Statement } from '../organization-transactions.ts'

const LIVING = `FROM sallyport.connectors c
  JOIN sallyport.workspaces w ON w.organization_id = c.organization_id AND w.id = c.workspace_id
    AND w.deleted_at IS NULL`

const COUNT: Statement = {
  name: 'count credentials of organization',
  text: `SELECT count(*)::integer AS count ${LIVING}`,
}
/** The page is cut before anything is joined to it. */
const PAGE: Statement = {
  name: 'list credentials of organization',
  text: `SELECT c.id, c.organization_id AS "organizationId", c.workspace_id AS "workspaceId",
      c.definition_id AS "definitionId", c.definition_version AS "definitionVersion", c.name, c.config, c.entities,
      c.account_id AS "accountId", c.account_name AS "accountName",
      c.created_at AS "createdAt", c.updated_at AS "updatedAt", k.last_success_at AS "lastSuccessAt"
    FROM (SELECT c.* ${LIVING} ORDER BY c.created_at, c.id LIMIT $1 OFFSET $2) c
    LEFT JOIN sallyport.credentials k ON k.organization_id = c.organization_id AND k.connector_id = c.id
    ORDER BY c.created_at, c.id`,
}

type Row = CredentialPage['connectors'][number]

export function organizationCredentialStore(
  transactions: OrganizationTransactions,
): OrganizationCredentialStore {
  return {
    page: (scope, { limit, offset }) =>
      transactions.run(scope, async (query) => {
        const [row] = await query<{ readonly count: number }>(COUNT, [])
        const connectors = await query<Row>(PAGE, [limit, offset])
        return { connectors, total: row?.count ?? 0 }
      }),
  }
}
