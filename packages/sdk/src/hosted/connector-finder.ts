import { untilAborted } from '../until-aborted.ts'
import { hasCode } from './has-code.ts'

/** Gives the id of the connector that a client speaks through; callers at the same time share one look-up. */
export class ConnectorFinder {
  readonly #lookUp: () => Promise<string>
  #id: string | undefined
  #looking: Promise<string> | undefined

  constructor(lookUp: () => Promise<string>) {
    this.#lookUp = lookUp
  }

  async get(): Promise<string> {
    if (this.#id !== undefined) return this.#id
    this.#looking ??= this.#find().finally(() => {
      this.#looking = undefined
    })
    return this.#looking
  }

  /** Calls through the connector, and once more through its successor where it was replaced since it was looked up. */
  async through<T>(signal: AbortSignal | undefined, call: (id: string) => Promise<T>): Promise<T> {
    const id = await untilAborted(this.get(), signal)
    try {
      return await call(id)
    } catch (error) {
      if (!hasCode(error, 'connector_not_found')) throw error
      this.drop(id)
      const found = await untilAborted(this.get(), signal)
      if (found === id) throw error
      return call(found)
    }
  }

  /** Lets go of a connector that is not there any more. */
  drop(id: string): void {
    if (this.#id === id) this.#id = undefined
  }

  async #find(): Promise<string> {
    this.#id = await this.#lookUp()
    return this.#id
  }
}
