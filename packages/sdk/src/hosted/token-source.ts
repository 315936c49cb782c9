import { untilAborted } from '../until-aborted.ts'
import { hasCode } from './has-code.ts'

/** A token is renewed this long before its end, so that none expires on its way. */
const MARGIN_MS = 60_000

/** A token as it was made. */
export interface Minted {
  readonly token: string
  /** Seconds that it is good for. */
  readonly seconds: number
}

/** Gives a valid token; callers at the same time share one fetch. */
export class TokenSource {
  readonly #mint: () => Promise<Minted>
  readonly #now: () => number
  #current: { readonly token: string; readonly renewAt: number } | undefined
  #fetching: Promise<string> | undefined

  /** @param now Milliseconds since the epoch. */
  constructor(mint: () => Promise<Minted>, now: () => number) {
    this.#mint = mint
    this.#now = now
  }

  async get(): Promise<string> {
    if (this.#current !== undefined && this.#now() < this.#current.renewAt) return this.#current.token
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
    const askedAt = this.#now()
    const { token, seconds } = await this.#mint()
    this.#current = { token, renewAt: askedAt + seconds * 1000 - MARGIN_MS }
    return token
  }
}
