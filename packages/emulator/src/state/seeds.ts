import { asObjects, isObject, type Json, type JsonObject } from '../json.ts'
import type { Exchange } from './recordings.ts'
import type { Resource } from './resource.ts'
import type { Stored } from './store.ts'

/** The collection or record that a path of the API names. */
export interface NamedPlace {
  readonly resource: Resource
  readonly does: string
  readonly scope: readonly string[]
  /** The collection is named by its template: it stands for every one of that resource. */
  readonly everywhere: boolean
  /** Of a path that names a record. */
  readonly key?: string | undefined
}

export type FindPlace = (path: string) => NamedPlace | undefined

/** Records by the path that lists them, or by its template. */
export type Collections = Readonly<Record<string, readonly object[]>>

/** What collections hold at first, where somebody says so: recordings, and the caller's own records over them. */
export class Seeds {
  readonly #records = new Map<string, Stored[]>()
  readonly #places = new Map<string, { readonly resource: string; readonly scope: readonly string[] }>()

  /** Exchanges whose paths name nothing are left out: a recording may hold more than a vendor's slice. */
  constructor(exchanges: readonly Exchange[], collections: Collections, find: FindPlace) {
    for (const { method, path, status, response } of exchanges) {
      const place = method === 'GET' && status === 200 ? find(path.split('?')[0] ?? '') : undefined
      if (place?.does === 'list') this.#append(place, listIn(response))
      else if (place?.does === 'get' && isObject(response)) this.#append(place, [response])
    }
    for (const [path, records] of Object.entries(collections)) {
      const place = find(path)
      if (place?.does !== 'list') throw new TypeError(`The description lists nothing at "${path}".`)
      if (!records.every(isObject))
        throw new TypeError(`The collection "${path}" holds something that is no object.`)
      this.#records.delete(nameOf(place))
      this.#append(place, records.filter(isObject))
    }
  }

  find(resource: string, scope: readonly string[]): readonly Stored[] | undefined {
    const own = this.#records.get(nameOf({ resource, scope }))
    if (own) return own
    return this.#records.get(nameOf({ resource, everywhere: true }))?.map((stored) => ({ ...stored, scope }))
  }

  /** Collections that have records of their own. */
  get places(): readonly { readonly resource: string; readonly scope: readonly string[] }[] {
    return [...this.#places.values()]
  }

  #append(place: NamedPlace, records: readonly JsonObject[]): void {
    const { resource, scope } = place
    const stored = records.map((record, index) => ({
      record,
      scope,
      key: String(record[resource.behaviour.key] ?? index + 1),
    }))
    const known = this.#records.get(nameOf(place)) ?? []
    if (!place.everywhere) this.#places.set(nameOf(place), { resource: resource.name, scope })
    // Listed newest first, kept oldest first.
    this.#records.set(
      nameOf(place),
      resource.behaviour.order === 'newest' ? [...stored.toReversed(), ...known] : [...known, ...stored],
    )
  }
}

/** The list itself, or the one list that the answer holds. */
function listIn(response: Json): readonly JsonObject[] {
  if (Array.isArray(response)) return asObjects(response)
  const lists = isObject(response) ? Object.values(response).filter((value) => Array.isArray(value)) : []
  return lists.length === 1 ? asObjects(lists[0]) : []
}

interface Named {
  readonly resource: string | Resource
  readonly scope?: readonly string[]
  readonly everywhere?: boolean
}

function nameOf({ resource, scope = [], everywhere = false }: Named): string {
  const name = typeof resource === 'string' ? resource : resource.name
  return everywhere ? name : JSON.stringify([name, ...scope])
}
