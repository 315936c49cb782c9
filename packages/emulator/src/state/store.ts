import type { JsonObject } from '../json.ts'
import type { Content } from '../receive/checked-request.ts'

/** A record and where it is kept. Records never change: a change puts another in their place. */
export interface Stored {
  readonly record: JsonObject
  /** What names its collection: owner and repository of an issue. */
  readonly scope: readonly string[]
  /** What names it there. */
  readonly key: string
  /** The bytes of a file. */
  readonly content?: Content | undefined
  /** It was not there at first. */
  readonly made?: boolean
}

/** Gives the records that a collection has before anything is written. */
export type Fill = (resource: string, scope: readonly string[]) => readonly Stored[]

type Collection = Map<string, Stored>

/**
 * The records of an emulated third party, in memory. A collection comes into being when it is first
 * asked for, and then holds what `fill` gives, whatever was asked for before it.
 */
export class Store {
  readonly #fill: Fill
  readonly #shelves = new Map<string, Map<string, { scope: readonly string[]; records: Collection }>>()
  readonly #removed = new Set<string>()
  /** Grows with every change: what was answered before may no longer be true. */
  version = 0

  constructor(fill: Fill) {
    this.#fill = fill
  }

  /** Oldest first. With a scope shorter than that of the records, those of all collections below it. */
  list(resource: string, scope: readonly string[]): readonly Stored[] {
    const own = this.#collection(resource, scope)
    const below = this.#below(resource, scope)
    return [own, ...below].flatMap((records) => [...records.values()])
  }

  find(resource: string, scope: readonly string[], key: string): Stored | undefined {
    const own = this.#collection(resource, scope).get(key)
    if (own) return own
    for (const records of this.#below(resource, scope)) {
      const found = records.get(key)
      if (found) return found
    }
    return undefined
  }

  /** Adds a record, or puts it in the place of the one with its key. */
  put(resource: string, stored: Stored): Stored {
    this.#collection(resource, stored.scope).set(stored.key, stored)
    this.#removed.delete(nameOf(resource, stored.scope, stored.key))
    this.version += 1
    return stored
  }

  /** Adds a record that was there all the time and is asked for only now. */
  discover(resource: string, stored: Stored): Stored {
    this.#collection(resource, stored.scope).set(stored.key, stored)
    return stored
  }

  /** Changes a record, also its key, and leaves it where it is in the order. */
  replace(resource: string, before: Stored, after: Stored): Stored {
    const records = this.#collection(resource, before.scope)
    if (before.key === after.key) return this.put(resource, after)
    const entries = [...records.values()].map((stored) => (stored.key === before.key ? after : stored))
    records.clear()
    for (const stored of entries) records.set(stored.key, stored)
    this.#removed.add(nameOf(resource, before.scope, before.key))
    this.#removed.delete(nameOf(resource, after.scope, after.key))
    this.version += 1
    return after
  }

  remove(resource: string, { scope, key }: Stored): void {
    this.#collection(resource, scope).delete(key)
    this.#removed.add(nameOf(resource, scope, key))
    this.version += 1
  }

  /** Whether there was such a record, and is no longer. */
  wasRemoved(resource: string, scope: readonly string[], key: string): boolean {
    return this.#removed.has(nameOf(resource, scope, key))
  }

  #shelf(resource: string) {
    const known = this.#shelves.get(resource)
    if (known) return known
    const shelf = new Map<string, { scope: readonly string[]; records: Collection }>()
    this.#shelves.set(resource, shelf)
    return shelf
  }

  #collection(resource: string, scope: readonly string[]): Collection {
    const shelf = this.#shelf(resource)
    const name = JSON.stringify(scope)
    const known = shelf.get(name)
    if (known) return known.records
    const records: Collection = new Map()
    // In place before it is filled: filling may look into it.
    shelf.set(name, { scope, records })
    for (const stored of this.#fill(resource, scope)) records.set(stored.key, stored)
    return records
  }

  #below(resource: string, scope: readonly string[]): readonly Collection[] {
    return [...this.#shelf(resource).values()]
      .filter(
        (other) =>
          other.scope.length > scope.length && scope.every((part, index) => other.scope[index] === part),
      )
      .map(({ records }) => records)
  }
}

function nameOf(resource: string, scope: readonly string[], key: string): string {
  return JSON.stringify([resource, ...scope, key])
}
