import type { Vault } from '@sallyport/vault'
import type { CryptoKey } from 'jose'
import { ScopedCache } from '../cache/scoped-cache.ts'
import type { SigningKey, Storage } from '../ports.ts'
import type { OrganizationScope } from '../scope.ts'
import { openSigningKey, publicHalf } from './signing-key.ts'

const MAX_ORGANIZATIONS = 10_000

/** The keys of one organization, ready for use. */
interface KeyRing {
  readonly verifiers: ReadonlyMap<string, CryptoKey>
  readonly signer: SigningKey | undefined
}

/** The keys that sign and verify the tokens of each organization. */
export class TokenKeys {
  readonly #vault: Vault
  readonly #rings: ScopedCache<KeyRing>

  constructor(vault: Vault, { signingKeys, changes }: Pick<Storage, 'signingKeys' | 'changes'>) {
    this.#vault = vault
    this.#rings = new ScopedCache({
      changes,
      max: MAX_ORGANIZATIONS,
      load: async (scope) => ringOf(await signingKeys.list(scope)),
    })
  }

  async verifier(scope: OrganizationScope, keyId: string): Promise<CryptoKey | undefined> {
    return (await this.#rings.get(scope, 'ring'))?.verifiers.get(keyId)
  }

  /** The key that signs. It is opened for each use: what lies in memory stays sealed. */
  async signer(scope: OrganizationScope): Promise<{ id: string; key: CryptoKey } | undefined> {
    const signer = (await this.#rings.get(scope, 'ring'))?.signer
    return signer && { id: signer.id, key: await openSigningKey(this.#vault, signer) }
  }
}

async function ringOf(keys: readonly SigningKey[]): Promise<KeyRing | undefined> {
  if (keys.length === 0) return undefined
  const verifiers = await Promise.all(keys.map(async (key) => [key.id, await publicHalf(key)] as const))
  return { verifiers: new Map(verifiers), signer: keys[0] }
}
