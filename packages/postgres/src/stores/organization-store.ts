import type { Organization, OrganizationStore } from '@sallyport/engine'
import type { OrganizationTransactions, Statement } from '../organization-transactions.ts'

const FIND: Statement = {
  name: 'find organization',
  text: `SELECT organization_id AS id, name, created_at AS "createdAt",
      (SELECT id FROM sallyport.workspaces WHERE deleted_at IS NULL ORDER BY created_at, id LIMIT 1) AS "firstWorkspaceId"
    FROM sallyport.organizations`,
}

export function organizationStore(transactions: OrganizationTransactions): OrganizationStore {
  return {
    async find(scope) {
      const [row] = await transactions.run(scope, (query) => query<Organization>(FIND, []))
      return row
    },
  }
}
