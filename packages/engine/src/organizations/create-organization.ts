import type { Vault, WrappedOrganizationKey } from '@sallyport/vault'
import type { Application, SigningKey } from '../ports.ts'
import { createSigningKey } from '../tokens/signing-key.ts'
import { formatClientId } from './client-id.ts'
import { createClientSecret, hashClientSecret } from './client-secret.ts'

/** A new organization, ready to be stored, and the secret that is shown once. */
export interface NewOrganization {
  readonly id: string
  readonly name: string
  readonly key: WrappedOrganizationKey
  readonly signingKey: SigningKey
  readonly application: Application
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
  const { name, newId, now, randomBytes } = options
  const id = newId()
  const key = await options.createKey(id, newId())
  const signingKey = await createSigningKey(options.vaultWith(key), { organizationId: id, id: newId() })
  const clientSecret = createClientSecret(randomBytes)
  const application: Application = {
    id: newId(),
    organizationId: id,
    name: 'default',
    secretHash: hashClientSecret(clientSecret),
    createdAt: new Date(now()),
    revokedAt: null,
  }
  const clientId = formatClientId({ organizationId: id, applicationId: application.id })
  return { id, name, key, signingKey, application, clientId, clientSecret }
}
