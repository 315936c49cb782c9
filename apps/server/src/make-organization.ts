import { createOrganization, type NewOrganization } from '@sallyport/engine'
import {
  createVault,
  type OrganizationKeyStore,
  type RootKeyProvider,
  type WrappedOrganizationKey,
} from '@sallyport/vault'
import type { Edge } from './edge.ts'

export interface MakeOrganizationOptions {
  readonly name: string
  readonly deploymentId: string
  /** The first one writes. */
  readonly rootKeys: readonly RootKeyProvider[]
}

/** Makes an organization of a deployment, with its keys and its first application. Stores nothing. */
export function makeOrganization(
  edge: Edge,
  { name, deploymentId, rootKeys }: MakeOrganizationOptions,
): Promise<NewOrganization> {
  const vaultWith = (key?: WrappedOrganizationKey) =>
    createVault({ deploymentId, rootKeys, organizationKeys: storeOf(key) })
  const vault = vaultWith()
  const createKey = (organizationId: string, id: string) => vault.createOrganizationKey(organizationId, id)
  return createOrganization({ ...edge, name, vaultWith, createKey })
}

/** The one key there is, before storage holds it. */
export function storeOf(key: WrappedOrganizationKey | undefined): OrganizationKeyStore {
  return { findActive: async () => key, find: async () => key }
}
