import { KeyObject, randomBytes as nodeRandomBytes } from 'node:crypto'
import { SallyportError } from '@sallyport/errors'
import { KEY_BYTES } from './aes-gcm.ts'
import { openDeploymentSecret, sealDeploymentSecret } from './deployment-secret.ts'
import {
  type OrganizationKeyStore,
  rewrapOrganizationKey,
  unwrapOrganizationKey,
  type WrappedOrganizationKey,
  wrapOrganizationKey,
} from './organization-key.ts'
import { keyIdToBytes } from './organization-key-id.ts'
import { OrganizationKeyring } from './organization-keyring.ts'
import { createRootKeyring, type RootKeyProvider } from './root-key.ts'
import { contextAssociatedData, type SealContext } from './seal-context.ts'
import {
  openValue,
  organizationKeyIdOf,
  organizationKeyIdOfWrapping,
  type PreparedSeal,
  prepareSeal,
  rewrapValue,
  sealValue,
} from './sealed-value.ts'
import { vaultUnavailable } from './vault-unavailable.ts'

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
   * Puts values of one organization under the key of it that is active now. Of each the first `WRAPPING_BYTES` are
   * taken and given anew: the rest stays as it is, and no content is opened. In the place of one that does not open
   * in its context stands the error, so that one damaged value keeps nobody from rotating the others.
   */
  rewrap(
    organizationId: string,
    values: readonly ValueWrapping[],
  ): Promise<readonly (Uint8Array | SallyportError)[]>
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
  /** The same key, wrapped by the root key that writes. The caller stores it. */
  rewrapOrganizationKey(row: WrappedOrganizationKey): Promise<WrappedOrganizationKey>
  /** Id of the root key that writes. */
  readonly writerId: string
  /**
   * To be called when the keys of one organization, or of all, may have changed. Before such a key is used again the
   * store is asked whether it is still there; it is not unwrapped anew.
   */
  recheck(organizationId?: string): void
  /** Drops the unwrapped keys of one organization, or of all, from memory. */
  forget(organizationId?: string): void
}

/** The beginning of a sealed value, and what the value belongs to. */
export interface ValueWrapping {
  readonly context: SealContext
  /** The first `WRAPPING_BYTES` of the value. */
  readonly wrapping: Uint8Array
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
    async rewrap(organizationId, values) {
      const organizationKey = await keyring.active(organizationId)
      const sources = await keysThatRead(keyring, organizationId, values)
      return values.map(({ context, wrapping }) =>
        resultOf(() => {
          if (context.organizationId !== organizationId) throw vaultUnavailable('does_not_open')
          const from = sources.get(organizationKeyIdOfWrapping(wrapping))
          if (!(from instanceof KeyObject)) throw from
          const associatedData = contextAssociatedData(deploymentId, context)
          return rewrapValue(wrapping, from, { organizationKey, associatedData, randomBytes })
        }),
      )
    },
    rewrapOrganizationKey: (row) => rewrapOrganizationKey(rootKeys, deploymentId, row),
    writerId: rootKeys.writer.keyId,
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
    recheck: (organizationId) => keyring.recheck(organizationId),
    forget: (organizationId) => keyring.forget(organizationId),
  }
}

/** The keys that values are under, or why one of them cannot be had; an outage is nobody's in particular. */
async function keysThatRead(
  keyring: OrganizationKeyring,
  organizationId: string,
  values: readonly ValueWrapping[],
): Promise<ReadonlyMap<string, KeyObject | SallyportError>> {
  const ids = values.map(({ wrapping }) => resultOf(() => organizationKeyIdOfWrapping(wrapping)))
  const keys = new Map<string, KeyObject | SallyportError>()
  for (const keyId of new Set(ids)) {
    if (typeof keyId !== 'string') continue
    const name = { organizationId, keyId }
    const key = keyring.warm(name) ?? (await keyring.load(name).catch(finalError))
    keys.set(keyId, key)
  }
  return keys
}

function resultOf<T>(work: () => T): T | SallyportError {
  try {
    return work()
  } catch (error) {
    return finalError(error)
  }
}

function finalError(error: unknown): SallyportError {
  if (SallyportError.isInstance(error) && error.code === 'vault_unavailable' && !error.retryable) return error
  throw error
}
