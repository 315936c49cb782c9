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
        throw vaultUnavailable('unknown_organization_key', new Error(`organization key ${name.keyId}`))
      }
      return this.#options.unwrap(name, row)
    })
  }

  /** The key that writes, and its id. */
  async active(organizationId: string): Promise<{ readonly id: string; readonly key: KeyObject }> {
    const row = await this.#options.store.findActive(organizationId)
    if (row === undefined) throw vaultUnavailable('no_organization_key')
    const name = { organizationId, keyId: row.id }
    const key = this.warm(name) ?? (await this.#loadOnce(name, () => this.#options.unwrap(name, row)))
    return { id: row.id, key }
  }

  /** Drops the keys of one organization, or all of them. What is being loaded now is not kept either. */
  forget(organizationId?: string): void {
    for (const slots of [this.#warm, this.#loading]) {
      for (const slot of slots.keys()) {
        if (organizationId === undefined || slot.slice(UUID_LENGTH) === organizationId) slots.delete(slot)
      }
    }
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
    this.#warm.set(slot, key)
    if (this.#warm.size <= this.#options.capacity) return
    const [oldest] = this.#warm.keys()
    if (oldest !== undefined) this.#warm.delete(oldest)
  }
}

const UUID_LENGTH = 36

/** Unambiguous, since the id of a key has a fixed length. */
function slotOf({ organizationId, keyId }: KeyName): string {
  return keyId + organizationId
}
