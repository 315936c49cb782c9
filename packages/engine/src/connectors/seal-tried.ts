import type { Definition } from '@sallyport/definition'
import type { Credential } from '@sallyport/runtime'
import type { Vault } from '@sallyport/vault'
import { sealCredential } from '../credentials/sealed-credential.ts'
import type { Connector, NewConnector } from '../ports.ts'
import type { Tried } from './try-candidate.ts'

export interface SealTriedOptions {
  readonly vault: Vault
  /** When a job is to refresh a credential of a definition, in milliseconds since the epoch. */
  readonly refreshAt: (definition: Definition, credential: Credential) => number | undefined
}

/** What was tried, and what of. */
export interface TriedOf {
  readonly definition: Definition
  readonly tried: Tried
}

/** Seals a credential in the state that it was found in, as its first version where no other is named. */
export async function sealTried(
  { vault, refreshAt }: SealTriedOptions,
  owner: Pick<Connector, 'organizationId' | 'workspaceId' | 'id'> & { readonly version?: number },
  { definition, tried: { credential, doubt } }: TriedOf,
): Promise<NewConnector['credential']> {
  const sealed = await sealCredential(vault, owner, credential)
  const { grant } = credential
  const at = refreshAt(definition, credential)
  return {
    ...sealed,
    state: doubt === undefined ? 'active' : 'pending',
    cause: doubt?.code ?? null,
    applicationId: grant?.applicationId ?? null,
    expiresAt: grant?.expiresAt === undefined ? null : new Date(grant.expiresAt),
    refreshAt: at === undefined ? null : new Date(at),
  }
}
