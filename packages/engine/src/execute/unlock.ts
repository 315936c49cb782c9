import { type Authorizer, createAuthorizer, type Sender } from '@sallyport/runtime'
import type { Vault } from '@sallyport/vault'
import type { ExpiryLog } from '../credentials/expiry-log.ts'
import { checkState, type LivingCredentials } from '../credentials/living-credentials.ts'
import { openCredential } from '../credentials/sealed-credential.ts'
import type { SealedTokens } from '../credentials/sealed-tokens.ts'
import type { BoundConnector } from './find-connector.ts'

export interface UnlockOptions {
  readonly vault: Vault
  readonly tokens: SealedTokens
  readonly living: LivingCredentials
  readonly sender: Sender
  readonly now: () => number
  readonly expiries: Pick<ExpiryLog, 'note'>
}

/** Gives the authorizer of a connector. @param trial Also of one that was given up, to see whether it works again. */
export type Unlock = (connector: BoundConnector, trial?: boolean) => Promise<Authorizer>

/**
 * Stage 7: the only place where a credential is read for a call. What leaves it is an authorizer, which
 * stamps requests and never gives the credential. Of a token that is fresh nothing is asked of the database.
 *
 * @throws SallyportError `vault_unavailable`, `credential_invalid`, `reauthorization_required`
 */
export async function unlock(
  { vault, tokens, living, sender, now, expiries }: UnlockOptions,
  { row, scope, template: { definition } }: BoundConnector,
  trial = false,
): Promise<Authorizer> {
  const { version, state } = row.credential
  if (!trial || state === 'revoked') checkState({ state, title: definition.title })
  const credential = await openCredential(vault, row, row.credential)
  const known = { credential, version, ...(!trial && { state }) }
  const source = living.source({ row, scope, definition }, known)
  return createAuthorizer(definition, credential, {
    ...(source && { source }),
    onExpiry: (expiresAt) => expiries.note(row, expiresAt),
    now,
    sender,
    ...tokens.of(row),
    scope: `${scope.organizationId} ${scope.workspaceId}`,
  })
}

/** Whether a refusal of the credential may be mended without its user. */
export async function isRenewable(
  { vault, living }: Pick<UnlockOptions, 'vault' | 'living'>,
  { row, scope, template: { definition } }: BoundConnector,
): Promise<boolean> {
  const credential = await openCredential(vault, row, row.credential)
  const subject = living.subject({ row, scope, definition }, credential.alternative)
  return subject?.renewal.renewable(credential) ?? false
}
