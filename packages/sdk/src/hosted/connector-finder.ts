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

  /** Lets go of a connector that is not there any more. */
  drop(id: string): void {
    if (this.#id === id) this.#id = undefined
  }

  async #find(): Promise<string> {
    this.#id = await this.#lookUp()
    return this.#id
  }
}
