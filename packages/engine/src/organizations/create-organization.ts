import type { Vault, WrappedOrganizationKey } from '@sallyport/vault'
import type { SigningKey } from '../ports.ts'
import { createSigningKey } from '../tokens/signing-key.ts'
import type { NewApplication } from './application-store.ts'
import { newApplication } from './new-application.ts'

/** A new organization, ready to be stored, and the secret that is shown once. */
export interface NewOrganization {
  readonly id: string
  readonly name: string
  readonly key: WrappedOrganizationKey
  readonly signingKey: SigningKey
  readonly application: NewApplication
  readonly clientId: string
  readonly clientSecret: string
}

export interface CreateOrganizationOptions {
  readonly name: string
  readonly newId: () => string
  readonly now: () => number
  readonly randomBytes: (size: number) => Uint8Array
  /** Makes a vault that knows this key, before storage does. */
  readonly vaultWith: (key: WrappedOrganizationKey) => Vault
  readonly createKey: (organizationId: string, id: string) => Promise<WrappedOrganizationKey>
}

/** Makes an organization with its keys and one application. Stores nothing. */
export async function createOrganization(options: CreateOrganizationOptions): Promise<NewOrganization> {
  const { name, newId } = options
  const id = newId()
  const key = await options.createKey(id, newId())
  const signingKey = await createSigningKey(options.vaultWith(key), { organizationId: id, id: newId() })
  const made = newApplication(options, { organizationId: id, name: 'default', madeBy: null })
  return { id, name, key, signingKey, ...made }
}
