import { type Authorizer, createAuthorizer, type Sender } from '@sallyport/runtime'
import type { Vault } from '@sallyport/vault'
import { openCredential } from '../credentials/sealed-credential.ts'
import type { SealedTokens } from '../credentials/sealed-tokens.ts'
import type { BoundConnector } from './find-connector.ts'

export interface UnlockOptions {
  readonly vault: Vault
  readonly tokens: SealedTokens
  readonly sender: Sender
  readonly now: () => number
}

/**
 * Stage 7: the only place where a credential is read for a call. What leaves it is an authorizer, which
 * stamps requests and never gives the credential.
 *
 * @throws SallyportError `vault_unavailable`, `credential_invalid`
 */
export async function unlock(
  { vault, tokens, sender, now }: UnlockOptions,
  { row, scope, template }: BoundConnector,
): Promise<Authorizer> {
  return createAuthorizer(template.definition, await openCredential(vault, row, row.credential), {
    now,
    sender,
    ...tokens.of(row),
    scope: `${scope.organizationId} ${scope.workspaceId}`,
  })
}
