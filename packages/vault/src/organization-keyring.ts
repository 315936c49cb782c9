import type { KeyObject } from 'node:crypto'
import type { OrganizationKeyStore, WrappedOrganizationKey } from './organization-key.ts'
import { vaultUnavailable } from './vault-unavailable.ts'

/** Names one organization key. */
export interface KeyName {
  readonly organizationId: string
  /** A UUID in lower case. */
  readonly keyId: string
}

export interface OrganizationKeyringOptions {
  readonly store: OrganizationKeyStore
  readonly unwrap: (name: KeyName, row: WrappedOrganizationKey) => Promise<KeyObject>
  /** Most unwrapped keys kept; the one unused for longest goes first. */
  readonly capacity: number
}

/** The unwrapped organization keys in memory, and the way to those that are not. */
export class OrganizationKeyring {
  readonly #options: OrganizationKeyringOptions
  /** A Map keeps the order of insertion: its first entry is the one unused for longest. */
  readonly #warm = new Map<string, KeyObject>()
  /** Those of which the store is asked, before they are used again, whether they are still there. */
  readonly #doubted = new Map<string, KeyObject>()
  readonly #loading = new Map<string, Promise<KeyObject>>()

  constructor(options: OrganizationKeyringOptions) {
    this.#options = options
  }

  /** The key, if it is in memory. */
  warm(name: KeyName): KeyObject | undefined {
    const slot = slotOf(name)
    const key = this.#warm.get(slot)
    if (key !== undefined) {
      this.#warm.delete(slot)
      this.#warm.set(slot, key)
    }
    return key
  }

  /** A key that reads, from the store. */
  load(name: KeyName): Promise<KeyObject> {
    return this.#loadOnce(name, async () => {
      const row = await this.#options.store.find(name.organizationId, name.keyId)
      if (row === undefined) {
        this.#doubted.delete(slotOf(name))
        throw vaultUnavailable('unknown_organization_key', new Error(`organization key ${name.keyId}`))
      }
      return this.#open(name, row)
    })
  }

  /** The key that writes, and its id. */
  async active(organizationId: string): Promise<{ readonly id: string; readonly key: KeyObject }> {
    const row = await this.#options.store.findActive(organizationId)
    if (row === undefined) throw vaultUnavailable('no_organization_key')
    const name = { organizationId, keyId: row.id }
    const key = this.warm(name) ?? (await this.#loadOnce(name, () => this.#open(name, row)))
    return { id: row.id, key }
  }

  /**
   * Believes in the keys of one organization, or in all of them, no longer than the store has them. One that is still
   * there is not unwrapped anew: whoever holds the root key may be away.
   */
  recheck(organizationId?: string): void {
    for (const slot of this.#loading.keys()) {
      if (isOf(slot, organizationId)) this.#loading.delete(slot)
    }
    for (const [slot, key] of this.#warm) {
      if (!isOf(slot, organizationId)) continue
      this.#warm.delete(slot)
      this.#doubted.set(slot, key)
    }
  }

  /** Drops the keys of one organization, or all of them. What is being loaded now is not kept either. */
  forget(organizationId?: string): void {
    for (const slots of [this.#warm, this.#doubted, this.#loading]) {
      for (const slot of slots.keys()) {
        if (isOf(slot, organizationId)) slots.delete(slot)
      }
    }
  }

  /** A key whose row is there: the one that was doubted, or out of its wrapping. */
  #open(name: KeyName, row: WrappedOrganizationKey): Promise<KeyObject> {
    const doubted = this.#doubted.get(slotOf(name))
    const isShredded = row.wrapped.length === 0
    if (isShredded) this.#doubted.delete(slotOf(name))
    return doubted === undefined || isShredded ? this.#options.unwrap(name, row) : Promise.resolve(doubted)
  }

  /** Callers that meet while a key is cold share one load. A load that fails leaves nothing behind. */
  #loadOnce(name: KeyName, load: () => Promise<KeyObject>): Promise<KeyObject> {
    const slot = slotOf(name)
    const underWay = this.#loading.get(slot)
    if (underWay !== undefined) return underWay
    const isCurrent = () => this.#loading.get(slot) === loading
    const loading: Promise<KeyObject> = load()
      .then((key) => {
        if (isCurrent()) this.#keep(slot, key)
        return key
      })
      .finally(() => {
        if (isCurrent()) this.#loading.delete(slot)
      })
    this.#loading.set(slot, loading)
    return loading
  }

  #keep(slot: string, key: KeyObject): void {
    this.#doubted.delete(slot)
    this.#warm.set(slot, key)
    if (this.#warm.size + this.#doubted.size <= this.#options.capacity) return
    const [unused] = this.#doubted.keys()
    const [oldest] = this.#warm.keys()
    if (unused !== undefined) this.#doubted.delete(unused)
    else if (oldest !== undefined) this.#warm.delete(oldest)
  }
}

const UUID_LENGTH = 36

function isOf(slot: string, organizationId: string | undefined): boolean {
  return organizationId === undefined || slot.slice(UUID_LENGTH) === organizationId
}

/** Unambiguous, since the id of a key has a fixed length. */
function slotOf({ organizationId, keyId }: KeyName): string {
  return keyId + organizationId
}
