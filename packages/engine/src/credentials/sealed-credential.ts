import type { Credential } from '@sallyport/runtime'
import type { SealContext, Vault } from '@sallyport/vault'
import type { Connector, SealedCredential } from '../ports.ts'

/** Whose credential it is: all that its seal is bound to, but for the version. */
export interface CredentialOwner extends Pick<Connector, 'organizationId' | 'id'> {
  /** `null` where it was not made. */
  readonly workspaceId: string | null
}

const FIRST_VERSION = 1

/** Seals a credential for exactly one connector, as its first version where no other is named. */
export async function sealCredential(
  vault: Vault,
  owner: CredentialOwner & { readonly version?: number },
  credential: Credential,
): Promise<SealedCredential> {
  const { version = FIRST_VERSION } = owner
  const plaintext = encodeCredential(credential)
  const sealed = await vault.seal(credentialContext(owner, version), plaintext)
  plaintext.fill(0)
  return { version, sealed, state: 'active', cause: null }
}

/** Opens a spare of it. */
export async function openSpareCredential(
  vault: Vault,
  owner: CredentialOwner,
  { version, sealed }: Pick<SealedCredential, 'version' | 'sealed'>,
): Promise<Credential> {
  return decodeCredential(await vault.open(credentialContext(owner, version, 'spare-credential'), sealed))
}

/** Opens the credential of a connector. Only what makes an authorizer of it, and what refreshes it, calls it. */
export async function openCredential(
  vault: Vault,
  owner: CredentialOwner,
  stored: Pick<SealedCredential, 'version' | 'sealed'>,
): Promise<Credential> {
  return decodeCredential(await vault.open(credentialContext(owner, stored.version), stored.sealed))
}

/** The bytes are to be overwritten once they are sealed. */
export function encodeCredential(credential: Credential): Uint8Array {
  return Buffer.from(JSON.stringify(credential))
}

/** Overwrites the bytes. */
export function decodeCredential(plaintext: Uint8Array): Credential {
  const text = Buffer.from(plaintext.buffer, plaintext.byteOffset, plaintext.byteLength).toString('utf8')
  plaintext.fill(0)
  return JSON.parse(text)
}

/** @param purpose A spare is sealed apart: it cannot be put into the place of the credential. */
export function credentialContext(
  { organizationId, workspaceId, id }: CredentialOwner,
  version: number,
  purpose: 'credential' | 'spare-credential' = 'credential',
): SealContext {
  return { organizationId, ...(workspaceId !== null && { workspaceId }), subjectId: id, purpose, version }
}
