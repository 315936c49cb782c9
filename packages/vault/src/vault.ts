import { randomBytes as nodeRandomBytes } from 'node:crypto'
import { KEY_BYTES } from './aes-gcm.ts'
import { openDeploymentSecret, sealDeploymentSecret } from './deployment-secret.ts'
import {
  type OrganizationKeyStore,
  unwrapOrganizationKey,
  type WrappedOrganizationKey,
  wrapOrganizationKey,
} from './organization-key.ts'
import { keyIdToBytes } from './organization-key-id.ts'
import { OrganizationKeyring } from './organization-keyring.ts'
import { createRootKeyring, type RootKeyProvider } from './root-key.ts'
import { contextAssociatedData, type SealContext } from './seal-context.ts'
import { openValue, organizationKeyIdOf, type PreparedSeal, prepareSeal, sealValue } from './sealed-value.ts'

/**
 * Seals and opens bytes bound to a context. What cannot be opened rejects with `vault_unavailable`,
 * errors of the organization key store pass through, and a context or value out of bounds is a
 * `TypeError`.
 */
export interface Vault {
  /**
   * Seals 0 bytes to 1 MiB; the result is 105 bytes longer. `plaintext` may be overwritten once the
   * promise has settled, not before.
   */
  seal(context: SealContext, plaintext: Uint8Array): Promise<Uint8Array>
  /**
   * Makes and wraps a data key for one value that is not known yet. What it gives seals at once, with no store and no
   * provider: for what must not be lost when it comes, such as the answer of a token endpoint.
   */
  prepare(context: SealContext): Promise<PreparedSeal>
  /**
   * Gives the bytes that were sealed for exactly this context; they are the caller's to overwrite. With
   * the organization key in memory the work is done when the call returns: no store, no provider.
   */
  open(context: SealContext, sealed: Uint8Array): Promise<Uint8Array>
  /**
   * Seals 0 to 4,096 bytes of the deployment itself directly under the root key, bound to `name` (1 to
   * 255 characters).
   */
  sealForDeployment(name: string, plaintext: Uint8Array): Promise<Uint8Array>
  /** Opens what was sealed under that name. Asks the root key provider every time. */
  openForDeployment(name: string, sealed: Uint8Array): Promise<Uint8Array>
  /**
   * Makes an organization key, wrapped by the root key that writes. The caller stores it. `id` is a UUID
   * in lower case.
   */
  createOrganizationKey(organizationId: string, id: string): Promise<WrappedOrganizationKey>
  /** Drops the unwrapped keys of one organization, or of all, from memory. */
  forget(organizationId?: string): void
}

export interface VaultOptions {
  /** Of the one deployment whose bytes this vault opens; 1 to 255 characters. */
  readonly deploymentId: string
  /** At least one. All of them unwrap, the first one wraps. */
  readonly rootKeys: readonly RootKeyProvider[]
  readonly organizationKeys: OrganizationKeyStore
  /** Most organization keys held unwrapped; the one unused for longest goes first. Default: 10,000. */
  readonly maxWarmKeys?: number
  /** Cryptographically secure random bytes that nobody else keeps. Default: that of node:crypto. */
  readonly randomBytes?: (size: number) => Uint8Array
}

/**
 * Root key -> organization key -> one data key per sealed value, AES-256-GCM throughout (NIST SP
 * 800-38D). Throws `TypeError` for root keys that are none or share an id.
 *
 * @example
 * ```ts
 * import { createVault } from '@sallyport/vault'
 * import { openKeyFile } from '@sallyport/vault/providers/key-file'
 *
 * const rootKeys = [await openKeyFile('/etc/sallyport/root.key')]
 * const vault = createVault({ deploymentId, rootKeys, organizationKeys })
 * const context = { organizationId, workspaceId, subjectId, purpose: 'credential', version: 1 } as const
 * const sealed = await vault.seal(context, Buffer.from(JSON.stringify({ token })))
 * const opened = await vault.open(context, sealed)
 * ```
 */
export function createVault(options: VaultOptions): Vault {
  const { deploymentId, organizationKeys: store, randomBytes = nodeRandomBytes } = options
  const rootKeys = createRootKeyring(options.rootKeys)
  const keyring = new OrganizationKeyring({
    store,
    capacity: options.maxWarmKeys ?? 10_000,
    unwrap: (name, row) => unwrapOrganizationKey(rootKeys, { deploymentId, ...name }, row),
  })
  return {
    async seal(context, plaintext) {
      const associatedData = contextAssociatedData(deploymentId, context)
      const organizationKey = await keyring.active(context.organizationId)
      return sealValue(plaintext, { organizationKey, associatedData, randomBytes })
    },
    async prepare(context) {
      const associatedData = contextAssociatedData(deploymentId, context)
      const organizationKey = await keyring.active(context.organizationId)
      return prepareSeal({ organizationKey, associatedData, randomBytes })
    },
    async open(context, sealed) {
      const associatedData = contextAssociatedData(deploymentId, context)
      const name = { organizationId: context.organizationId, keyId: organizationKeyIdOf(sealed) }
      const key = keyring.warm(name) ?? (await keyring.load(name))
      return openValue(key, sealed, associatedData)
    },
    sealForDeployment: (name, plaintext) => sealDeploymentSecret(rootKeys, { deploymentId, name }, plaintext),
    openForDeployment: (name, sealed) => openDeploymentSecret(rootKeys, { deploymentId, name }, sealed),
    async createOrganizationKey(organizationId, id) {
      keyIdToBytes(id)
      const plaintext = randomBytes(KEY_BYTES)
      try {
        return await wrapOrganizationKey(rootKeys, { deploymentId, organizationId, keyId: id }, plaintext)
      } finally {
        plaintext.fill(0)
      }
    },
    forget: (organizationId) => keyring.forget(organizationId),
  }
}
