import { untilAborted } from '../until-aborted.ts'
import type { EngineApi } from './engine-api.ts'
import { hasCode } from './has-code.ts'

/** A token is renewed this long before its end, so that none expires on its way. */
const MARGIN_MS = 60_000

export interface TokenSourceOptions {
  readonly api: EngineApi
  readonly clientId: string
  readonly clientSecret: string
  readonly now: () => number
}

/** Gives a valid application token; callers at the same time share one fetch. */
export class TokenSource {
  readonly #options: TokenSourceOptions
  #current: { readonly token: string; readonly renewAt: number } | undefined
  #fetching: Promise<string> | undefined

  constructor(options: TokenSourceOptions) {
    this.#options = options
  }

  async get(): Promise<string> {
    if (this.#current !== undefined && this.#options.now() < this.#current.renewAt) return this.#current.token
    this.#fetching ??= this.#fetch().finally(() => {
      this.#fetching = undefined
    })
    return this.#fetching
  }

  /** Calls with a token, and once more with a new one when the engine takes it no longer. */
  async use<T>(signal: AbortSignal | undefined, call: (token: string) => Promise<T>): Promise<T> {
    const token = await untilAborted(this.get(), signal)
    try {
      return await call(token)
    } catch (error) {
      if (!hasCode(error, 'token_expired', 'unauthenticated')) throw error
      this.drop(token)
      return call(await untilAborted(this.get(), signal))
    }
  }

  /** Lets go of a token that the engine no longer takes. */
  drop(token: string): void {
    if (this.#current?.token === token) this.#current = undefined
  }

  async #fetch(): Promise<string> {
    const { api, clientId, clientSecret, now } = this.#options
    const askedAt = now()
    const body = { client_id: clientId, client_secret: clientSecret }
    const { access_token: token, expires_in: seconds } = await api('createApplicationToken', { body })
    this.#current = { token, renewAt: askedAt + seconds * 1000 - MARGIN_MS }
    return token
  }
}
