import { type Authorizer, createAuthorizer } from '@sallyport/runtime'
import type { Vault } from '@sallyport/vault'
import { openCredential } from '../credentials/sealed-credential.ts'
import type { BoundConnector } from './find-connector.ts'

/**
 * Stage 7: the only place where a credential is read for a call. What leaves it is an authorizer, which
 * stamps requests and never gives the credential.
 *
 * @throws SallyportError `vault_unavailable`, `credential_invalid`
 */
export async function unlock(vault: Vault, { row, template }: BoundConnector): Promise<Authorizer> {
  return createAuthorizer(template.definition, await openCredential(vault, row, row.credential))
}
