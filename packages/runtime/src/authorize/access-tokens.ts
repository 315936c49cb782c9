import { BoundedMap } from '../governor/bounded-map.ts'

/** A token that was given for a credential, until it expires. */
export interface AccessToken {
  readonly token: string
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
}

/** Where such tokens are kept. What keeps them for several tenants keeps them sealed. */
export interface TokenStore {
  get(key: string): Promise<AccessToken | undefined>
  set(key: string, token: AccessToken): Promise<void>
}

/** Renewed so long before its end, that none expires on its way. */
const MARGIN_MS = 60_000

/** So often at most one is got because the last was refused: a third party may say so of a permission that is missing. */
const REFUSAL_MS = 300_000
const MAX_REMEMBERED = 1_000

/** Gives tokens that are good for a while yet; of callers at the same time one gets a new one for all. */
export class AccessTokens {
  readonly #store: TokenStore
  readonly #now: () => number
  readonly #fetching = new Map<string, Promise<AccessToken>>()
  readonly #refusedAt = new BoundedMap<number>(MAX_REMEMBERED)

  constructor(store: TokenStore, now: () => number) {
    this.#store = store
    this.#now = now
  }

  /** @param key Names one version of one credential. */
  async get(key: string, fetch: () => Promise<AccessToken>): Promise<string> {
    const kept = await this.#store.get(key)
    if (kept !== undefined && kept.expiresAt - MARGIN_MS > this.#now()) return kept.token
    const fetching = this.#fetching.get(key) ?? this.#fetch(key, fetch)
    return (await fetching).token
  }

  /** Told that a token was refused before its time. Says whether the next one will be another. */
  async refused(key: string, token: string): Promise<boolean> {
    const kept = await this.#store.get(key)
    if (kept?.token !== token) return true
    const last = this.#refusedAt.get(key)
    if (last !== undefined && this.#now() - last < REFUSAL_MS) return false
    this.#refusedAt.set(key, this.#now())
    await this.#store.set(key, { token, expiresAt: 0 })
    return true
  }

  #fetch(key: string, fetch: () => Promise<AccessToken>): Promise<AccessToken> {
    const fetching = fetch()
      .then(async (token) => {
        await this.#store.set(key, token)
        return token
      })
      .finally(() => this.#fetching.delete(key))
    this.#fetching.set(key, fetching)
    return fetching
  }
}

/** For one credential in the process of its owner. */
export function inMemory(): TokenStore {
  const kept = new Map<string, AccessToken>()
  return {
    get: async (key) => kept.get(key),
    set: async (key, token) => void kept.set(key, token),
  }
}
