/** Whether connections are refused, and who wants to hear when that changes. */
export class Refusing {
  readonly #listeners = new Set<(refusing: boolean) => void>()
  #now = false

  get now(): boolean {
    return this.#now
  }

  /** Returns what ends the calls. */
  onChange(listener: (refusing: boolean) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  set(refusing: boolean): void {
    if (refusing === this.#now) return
    this.#now = refusing
    for (const listener of this.#listeners) listener(refusing)
  }
}
