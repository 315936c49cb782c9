/** A map that keeps what was used last. */
export class BoundedMap<V> {
  readonly #max: number
  readonly #values = new Map<string, V>()
  readonly #mayGo: (value: V) => boolean
  #newest: string | undefined

  /** @param mayGo What says no stays, as long as one of the oldest hundred says yes. */
  constructor(max: number, mayGo: (value: V) => boolean = () => true) {
    this.#max = max
    this.#mayGo = mayGo
  }

  get size(): number {
    return this.#values.size
  }

  get(key: string): V | undefined {
    const value = this.#values.get(key)
    if (value !== undefined) this.#touch(key, value)
    return value
  }

  set(key: string, value: V): void {
    this.#touch(key, value)
    if (this.#values.size > this.#max) this.#values.delete(this.#oldest(key))
  }

  #touch(key: string, value: V): void {
    // The one that was used last is often used next, and stands at the end already.
    if (key !== this.#newest) this.#values.delete(key)
    this.#values.set(key, value)
    this.#newest = key
  }

  #oldest(newest: string): string {
    let looked = 0
    for (const [key, value] of this.#values) {
      if (key !== newest && this.#mayGo(value)) return key
      if (++looked === OLDEST) break
    }
    return this.#values.keys().next().value ?? newest
  }
}

const OLDEST = 100
