import { SallyportError } from '@sallyport/errors'
import { type AccessToken, AccessTokens, type TokenStore } from '@sallyport/runtime'
import type { SealContext, Vault } from '@sallyport/vault'
import { LRUCache } from 'lru-cache'
import type { StoredConnector } from '../ports.ts'

const MAX_TOKENS = 20_000

/**
 * Access tokens that connectors' credentials were exchanged for. In memory alone, and sealed there: this, too, is a
 * cache of secrets.
 */
export class SealedTokens {
  readonly #vault: Vault
  readonly #now: () => number
  readonly #sealed = new LRUCache<string, Uint8Array>({ max: MAX_TOKENS })
  readonly #tokens = new LRUCache<string, AccessTokens>({ max: MAX_TOKENS })

  constructor(vault: Vault, now: () => number) {
    this.#vault = vault
    this.#now = now
  }

  /** The tokens of one connector, and the name of its credential's version. */
  of(row: StoredConnector): { readonly tokens: AccessTokens; readonly key: string } {
    const key = `${row.organizationId} ${row.id} ${row.credential.version}`
    const tokens = this.#tokens.get(key) ?? new AccessTokens(this.#storeOf(row, key), this.#now)
    this.#tokens.set(key, tokens)
    return { tokens, key }
  }

  #storeOf(
    { organizationId, workspaceId, id, credential: { version } }: StoredConnector,
    key: string,
  ): TokenStore {
    const context = { organizationId, workspaceId, subjectId: id, purpose: 'access-token', version } as const
    return {
      get: async () => {
        const sealed = this.#sealed.get(key)
        return sealed && (await this.#opened(context, sealed))
      },
      set: async (_, token) => void this.#sealed.set(key, await this.#vault.seal(context, written(token))),
    }
  }

  /** Nothing where the key that sealed it was rotated away meanwhile: the token is then got anew. */
  async #opened(context: SealContext, sealed: Uint8Array): Promise<AccessToken | undefined> {
    try {
      return read(await this.#vault.open(context, sealed))
    } catch (error) {
      if (SallyportError.isInstance(error) && !error.retryable) return undefined
      throw error
    }
  }
}

/** The end of its time, a space, the token. */
function written({ token, expiresAt }: AccessToken): Uint8Array {
  return Buffer.from(`${expiresAt} ${token}`)
}

function read(bytes: Uint8Array): AccessToken {
  const text = Buffer.from(bytes).toString('utf8')
  const space = text.indexOf(' ')
  return { token: text.slice(space + 1), expiresAt: Number(text.slice(0, space)) }
}
