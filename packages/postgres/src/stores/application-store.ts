import type { Application, ApplicationStore } from '@sallyport/engine'
import type { OrganizationTransactions, Statement } from '../organization-transactions.ts'

const FIND: Statement = {
  name: 'find application',
  text: `SELECT id, organization_id AS "organizationId", name, secret_hash AS "secretHash",
      created_at AS "createdAt", revoked_at AS "revokedAt"
    FROM sallyport.applications WHERE id = $1`,
}

export function applicationStore(transactions: OrganizationTransactions): ApplicationStore {
  return {
    async find(scope, id) {
      const [row] = await transactions.run(scope, (query) => query<Application>(FIND, [id]))
      return row
    },
  }
}
