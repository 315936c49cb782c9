/** A queue that serves its callers in turn, however many of their items wait. */
export class FairQueue<T> {
  /** The first line is served next, and goes to the end then. */
  readonly #lines = new Map<string, Set<T>>()
  #size = 0

  get size(): number {
    return this.#size
  }

  sizeOf(caller: string): number {
    return this.#lines.get(caller)?.size ?? 0
  }

  push(caller: string, item: T): void {
    const line = this.#lines.get(caller) ?? new Set()
    line.add(item)
    this.#lines.set(caller, line)
    this.#size += 1
  }

  peek(): T | undefined {
    return this.#lines.values().next().value?.values().next().value
  }

  /** Takes the item that `peek` shows. */
  shift(): T | undefined {
    const [caller, line] = this.#lines.entries().next().value ?? []
    const item = line?.values().next().value
    if (caller === undefined || line === undefined || item === undefined) return undefined
    this.remove(caller, item)
    if (line.size > 0) {
      this.#lines.delete(caller)
      this.#lines.set(caller, line)
    }
    return item
  }

  /** False where it does not wait. */
  remove(caller: string, item: T): boolean {
    const line = this.#lines.get(caller)
    if (!line?.delete(item)) return false
    this.#size -= 1
    if (line.size === 0) this.#lines.delete(caller)
    return true
  }

  /** Those that would be served before one more item of a caller. */
  *ahead(caller: string): Generator<T> {
    let rounds = this.sizeOf(caller) + 1
    for (const [name, line] of this.#lines) {
      // Lines behind its own have their turn of the last round after it.
      if (name === caller) rounds -= 1
      let served = 0
      for (const item of line) if (served++ < rounds) yield item
    }
  }

  *[Symbol.iterator](): Generator<T> {
    for (const line of this.#lines.values()) yield* line
  }
}
