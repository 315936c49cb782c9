import type { OrganizationKeyStore, WrappedOrganizationKey } from '@sallyport/vault'
import type { OrganizationTransactions, Statement } from '../organization-transactions.ts'

const COLUMNS = 'id, organization_id AS "organizationId", root_key_id AS "rootKeyId", wrapped'

const FIND_ACTIVE: Statement = {
  name: 'find active organization key',
  text: `SELECT ${COLUMNS} FROM sallyport.organization_keys WHERE retired_at IS NULL`,
}
const FIND: Statement = {
  name: 'find organization key',
  text: `SELECT ${COLUMNS} FROM sallyport.organization_keys WHERE id = $1`,
}

export function organizationKeyStore(transactions: OrganizationTransactions): OrganizationKeyStore {
  return {
    findActive: (organizationId) => transactions.one<WrappedOrganizationKey>(organizationId, FIND_ACTIVE, []),
    find: (organizationId, keyId) => transactions.one<WrappedOrganizationKey>(organizationId, FIND, [keyId]),
  }
}
