import assert from 'node:assert/strict'
import { SallyportError } from '@sallyport/errors'
import type { OrganizationKeyStore, WrappedOrganizationKey } from './organization-key.ts'
import { createMemoryRootKey } from './providers/memory-root-key.ts'
import type { RootKeyProvider } from './root-key.ts'
import type { SealContext } from './seal-context.ts'
import { createVault, type Vault, type VaultOptions } from './vault.ts'

export const KEY_1 = '01900000-0000-7000-8000-000000000001'
export const KEY_2 = '01900000-0000-7000-8000-000000000002'
export const secret = Buffer.from('ghp_canary')
export const context: SealContext = {
  organizationId: 'organization-1',
  workspaceId: 'workspace-1',
  subjectId: 'connector-1',
  purpose: 'credential',
  version: 1,
}

/** Keeps the rows in memory; of one organization's, the last is active. */
class MemoryStore implements OrganizationKeyStore {
  readonly rows: WrappedOrganizationKey[] = []
  finds = 0

  async findActive(organizationId: string) {
    return this.rows.findLast((row) => row.organizationId === organizationId)
  }

  async find(organizationId: string, keyId: string) {
    this.finds++
    return this.rows.find((row) => row.organizationId === organizationId && row.id === keyId)
  }
}

/** For tests: a vault over memory, with `KEY_1` for the organization of `context`. */
export class VaultFixture {
  readonly store = new MemoryStore()
  readonly rootKey: RootKeyProvider
  readonly vault: Vault
  /** How often the root key was asked to unwrap. */
  unwraps = 0

  private constructor() {
    const memory = createMemoryRootKey('root-1')
    this.rootKey = {
      ...memory,
      unwrap: (wrapped, associatedData) => {
        this.unwraps++
        return memory.unwrap(wrapped, associatedData)
      },
    }
    this.vault = this.vaultWith({})
  }

  static async create(): Promise<VaultFixture> {
    const fixture = new VaultFixture()
    await fixture.addKey('organization-1', KEY_1)
    return fixture
  }

  /** Another vault over the same store and root key. */
  vaultWith(options: Partial<VaultOptions>): Vault {
    const { rootKey, store } = this
    return createVault({
      deploymentId: 'deployment-1',
      rootKeys: [rootKey],
      organizationKeys: store,
      ...options,
    })
  }

  /** Makes and stores an organization key, which is then the active one. */
  async addKey(organizationId: string, id: string, maker = this.vault): Promise<void> {
    this.store.rows.push(await maker.createOrganizationKey(organizationId, id))
  }
}

/** A root key that unwraps everything to one organization key. */
export function rootKeyOpeningTo(organizationKey: Uint8Array): RootKeyProvider {
  return { ...createMemoryRootKey('root-1'), unwrap: async () => Uint8Array.from(organizationKey) }
}

const patterns = {
  bad_format: /no format/,
  does_not_open: /do not open here/,
  no_organization_key: /no key to seal with/,
  unknown_organization_key: /organization key .* is not stored/,
  shredded: /shredded/,
  unknown_root_key: /root key .* is not configured/,
}

export async function refuses(opening: Promise<unknown>, reason?: keyof typeof patterns): Promise<void> {
  await assert.rejects(opening, (error) => {
    assert.ok(SallyportError.isInstance(error), String(error))
    assert.deepEqual([error.code, error.retryable, error.act], ['vault_unavailable', false, 'operator'])
    if (reason !== undefined) assert.match(error.message, patterns[reason])
    assert.ok(error.fix)
    return true
  })
}

/** The same bytes with one bit turned over. */
export function flip(bytes: Uint8Array, bit: number): Uint8Array {
  return Uint8Array.from(bytes, (byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
}
