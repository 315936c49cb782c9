import type { Vault } from '@sallyport/vault'
import type { CryptoKey } from 'jose'
import { ScopedCache } from '../cache/scoped-cache.ts'
import type { SigningKey, Storage } from '../ports.ts'
import type { OrganizationScope } from '../scope.ts'
import { openSigningKey, publicHalf } from './signing-key.ts'

const MAX_ORGANIZATIONS = 10_000

/** A new key verifies at once and signs after so long: by then every replica knows it. */
export const SETTLE_MS = 10_000

interface Verifier {
  readonly key: CryptoKey
  /** Milliseconds since the epoch; Infinity for a key that none has followed. */
  readonly until: number
}

/** The keys of one organization, ready for use. */
interface KeyRing {
  readonly verifiers: ReadonlyMap<string, Verifier>
  /** Newest first. */
  readonly signers: readonly SigningKey[]
}

/** The keys that sign and verify the tokens of each organization. */
export class TokenKeys {
  readonly #vault: Vault
  readonly #now: () => number
  readonly #rings: ScopedCache<KeyRing>

  constructor(
    vault: Vault,
    { signingKeys, changes }: Pick<Storage, 'signingKeys' | 'changes'>,
    now: () => number,
  ) {
    this.#vault = vault
    this.#now = now
    this.#rings = new ScopedCache({
      changes,
      max: MAX_ORGANIZATIONS,
      load: async (scope) => ringOf(await signingKeys.list(scope)),
    })
  }

  /** Whether a key still verifies; from memory without a promise where it can be told so. */
  verifies(scope: OrganizationScope, keyId: string): boolean | Promise<boolean> {
    const found = this.#rings.get(scope, 'ring')
    const isIn = (ring: KeyRing | undefined) =>
      this.#now() < (ring?.verifiers.get(keyId)?.until ?? Number.NEGATIVE_INFINITY)
    return found instanceof Promise ? found.then(isIn) : isIn(found)
  }

  async verifier(scope: OrganizationScope, keyId: string): Promise<CryptoKey | undefined> {
    const verifier = (await this.#rings.get(scope, 'ring'))?.verifiers.get(keyId)
    return verifier !== undefined && this.#now() < verifier.until ? verifier.key : undefined
  }

  /** The key that signs. It is opened for each use: what lies in memory stays sealed. */
  async signer(scope: OrganizationScope): Promise<{ id: string; key: CryptoKey } | undefined> {
    const now = this.#now()
    const signers = (await this.#rings.get(scope, 'ring'))?.signers.filter((key) => now < endOf(key)) ?? []
    const settled = signers.find(({ createdAt }) => (createdAt?.getTime() ?? 0) <= now - SETTLE_MS)
    const signer = settled ?? signers[0]
    return signer && { id: signer.id, key: await openSigningKey(this.#vault, signer) }
  }
}

async function ringOf(keys: readonly SigningKey[]): Promise<KeyRing | undefined> {
  if (keys.length === 0) return undefined
  const verifiers = await Promise.all(
    keys.map(async (key) => [key.id, { key: await publicHalf(key), until: endOf(key) }] as const),
  )
  return { verifiers: new Map(verifiers), signers: keys }
}

function endOf({ retiredAt }: SigningKey): number {
  return retiredAt?.getTime() ?? Number.POSITIVE_INFINITY
}
