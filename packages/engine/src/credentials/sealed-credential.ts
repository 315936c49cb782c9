import type { Credential } from '@sallyport/runtime'
import type { SealContext, Vault } from '@sallyport/vault'
import type { Connector, SealedCredential } from '../ports.ts'

type Owner = Pick<Connector, 'organizationId' | 'workspaceId' | 'id'>

const FIRST_VERSION = 1

/** Seals a credential for exactly one connector, as its first version where no other is named. */
export async function sealCredential(
  vault: Vault,
  owner: Owner & { readonly version?: number },
  credential: Credential,
): Promise<SealedCredential> {
  const { version = FIRST_VERSION } = owner
  const plaintext = Buffer.from(JSON.stringify(credential))
  const sealed = await vault.seal(contextOf(owner, version), plaintext)
  plaintext.fill(0)
  return { version, sealed, state: 'active', cause: null }
}

/** Opens the credential of a connector. Only `unlock` calls it. */
export async function openCredential(
  vault: Vault,
  owner: Owner,
  stored: SealedCredential,
): Promise<Credential> {
  const plaintext = await vault.open(contextOf(owner, stored.version), stored.sealed)
  const text = Buffer.from(plaintext.buffer, plaintext.byteOffset, plaintext.byteLength).toString('utf8')
  plaintext.fill(0)
  return JSON.parse(text)
}

function contextOf({ organizationId, workspaceId, id }: Owner, version: number): SealContext {
  return { organizationId, workspaceId, subjectId: id, purpose: 'credential', version }
}
