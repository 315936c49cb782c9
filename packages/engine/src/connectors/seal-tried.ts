import type { Vault } from '@sallyport/vault'
import { sealCredential } from '../credentials/sealed-credential.ts'
import type { Connector, NewConnector } from '../ports.ts'
import type { Tried } from './try-candidate.ts'

/** Seals a credential in the state that it was found in, as its first version where no other is named. */
export async function sealTried(
  vault: Vault,
  owner: Pick<Connector, 'organizationId' | 'workspaceId' | 'id'> & { readonly version?: number },
  { credential, doubt }: Tried,
): Promise<NewConnector['credential']> {
  const sealed = await sealCredential(vault, owner, credential)
  const { grant } = credential
  return {
    ...sealed,
    state: doubt === undefined ? 'active' : 'pending',
    cause: doubt?.code ?? null,
    applicationId: grant?.applicationId ?? null,
    expiresAt: grant?.expiresAt === undefined ? null : new Date(grant.expiresAt),
  }
}
