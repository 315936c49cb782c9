import { createSecretKey, type KeyObject } from 'node:crypto'
import { encodeAssociatedData, Format } from './associated-data.ts'
import type { RootKeyring } from './root-key.ts'
import { vaultUnavailable } from './vault-unavailable.ts'

/** One organization key as it is stored. */
export interface WrappedOrganizationKey {
  /** A UUID in lower case. */
  readonly id: string
  readonly organizationId: string
  /** Id of the root key that wrapped it. */
  readonly rootKeyId: string
  /** Empty once the organization was shredded. */
  readonly wrapped: Uint8Array
}

/**
 * Port: where wrapped organization keys are kept. An organization has many readable keys and at most
 * one active one. Errors of the store pass through the vault unchanged.
 */
export interface OrganizationKeyStore {
  /** The key that writes. Asked at every seal, so that a rotation counts at once. */
  findActive(organizationId: string): Promise<WrappedOrganizationKey | undefined>
  /** A key that reads. `keyId` is any UUID: it is read from bytes that nobody has authenticated yet. */
  find(organizationId: string, keyId: string): Promise<WrappedOrganizationKey | undefined>
}

/** What a wrapped organization key belongs to. */
export interface OrganizationKeyOwner {
  readonly deploymentId: string
  readonly organizationId: string
  readonly keyId: string
}

export async function wrapOrganizationKey(
  rootKeys: RootKeyring,
  owner: OrganizationKeyOwner,
  plaintext: Uint8Array,
): Promise<WrappedOrganizationKey> {
  const { organizationId, keyId: id } = owner
  const wrapped = await rootKeys.writer.wrap(plaintext, ownerAssociatedData(owner))
  return { id, organizationId, rootKeyId: rootKeys.writer.keyId, wrapped }
}

/** The same key under the root key that writes now; the row itself where that wrapped it already. */
export async function rewrapOrganizationKey(
  rootKeys: RootKeyring,
  deploymentId: string,
  row: WrappedOrganizationKey,
): Promise<WrappedOrganizationKey> {
  if (row.rootKeyId === rootKeys.writer.keyId) return row
  const owner = { deploymentId, organizationId: row.organizationId, keyId: row.id }
  const plaintext = await unwrap(rootKeys, owner, row)
  try {
    return await wrapOrganizationKey(rootKeys, owner, plaintext)
  } finally {
    plaintext.fill(0)
  }
}

/** The owner is who asked, not what the row says of itself: a row under a foreign name does not open. */
export async function unwrapOrganizationKey(
  rootKeys: RootKeyring,
  owner: OrganizationKeyOwner,
  row: WrappedOrganizationKey,
): Promise<KeyObject> {
  const plaintext = await unwrap(rootKeys, owner, row)
  const key = createSecretKey(plaintext)
  plaintext.fill(0)
  return key
}

async function unwrap(
  rootKeys: RootKeyring,
  owner: OrganizationKeyOwner,
  { rootKeyId, wrapped }: WrappedOrganizationKey,
): Promise<Uint8Array> {
  // A key that was shredded leaves its row, so that nothing that it sealed is taken for damaged.
  if (wrapped.length === 0) throw vaultUnavailable('shredded')
  return rootKeys.get(rootKeyId).unwrap(wrapped, ownerAssociatedData(owner))
}

function ownerAssociatedData({ deploymentId, organizationId, keyId }: OrganizationKeyOwner): Uint8Array {
  return encodeAssociatedData(Format.organizationKey, [deploymentId, organizationId, keyId])
}
