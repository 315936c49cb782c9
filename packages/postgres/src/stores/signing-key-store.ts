import type { SigningKey, SigningKeyStore } from '@sallyport/engine'
import type { OrganizationTransactions, Statement } from '../organization-transactions.ts'

const LIST: Statement = {
  name: 'list signing keys',
  text: `SELECT id, organization_id AS "organizationId", public_key AS "publicKey", sealed,
      created_at AS "createdAt", retired_at AS "retiredAt"
    FROM sallyport.signing_keys WHERE retired_at IS NULL OR retired_at > now() ORDER BY created_at DESC, id DESC`,
}

export function signingKeyStore(transactions: OrganizationTransactions): SigningKeyStore {
  return { list: (scope) => transactions.run(scope, (query) => query<SigningKey>(LIST, [])) }
}
