import type { TemplateWorld, Variables } from '../behaviour/filled.ts'
import { seededRandom } from '../generate/random.ts'
import { asObject, type Json, type JsonObject, mapStrings } from '../json.ts'
import type { Resource } from './resource.ts'
import { distinctKey, otherId, typed } from './sample-keys.ts'
import type { Stored } from './store.ts'

export interface SampleOptions {
  readonly seed: string
  /** How many records a collection has at first, where its resource does not say. */
  readonly size: number
  /** Variables that every template may use: `now`, `origin`, `me`. */
  readonly variables: () => Variables
  readonly world: TemplateWorld
  /** Schema-valid data; the same for the same seed. */
  readonly generate: (schema: JsonObject, seed: string, mode: 'full' | 'blank') => Json
  /** Members of its samples that name records of other resources. */
  readonly links?: ((resource: Resource) => readonly SampleLink[]) | undefined
}

export interface SampleLink {
  readonly member: string
  readonly resource: Resource
}

interface Place {
  readonly scope: readonly string[]
  readonly index: number
  /** The name it was asked for by. */
  readonly key?: string
  /** Without the names of other records: those may lead back here. */
  readonly unlinked?: boolean
}

/** Makes the records that were there before anything was written, from examples, else from the schema. */
export class Samples {
  readonly #options: SampleOptions

  constructor(options: SampleOptions) {
    this.#options = options
  }

  fill(resource: Resource, scope: readonly string[]): readonly Stored[] {
    return Array.from({ length: this.#size(resource) }, (_, index) => this.#make(resource, { scope, index }))
  }

  /** A record under the name that it was asked for by. */
  named(resource: Resource, scope: readonly string[], key: string): Stored {
    return this.#make(resource, { scope, index: 0, key })
  }

  /** The example under the name of a new record. */
  example(resource: Resource, scope: readonly string[], key: string): JsonObject {
    const [base = {}] = resource.examples
    const place = { ...this.#options.variables(), scope, index: 0, key, record: base }
    return rename(resource, base, (template) => String(template(place, this.#options.world) ?? ''))
  }

  /** What a new record is before anything is said about it. */
  blank(resource: Resource, seed: string): JsonObject {
    if (resource.behaviour.bare || !resource.schema) return {}
    return asObject(this.#options.generate(resource.schema, seed, 'blank'))
  }

  /** The name of a record that is there from the start, the same for the same seed; `undefined` where there is none. */
  keyOf(resource: Resource, seed: string): string | undefined {
    const size = this.#size(resource)
    if (size === 0) return undefined
    const index = Math.floor(seededRandom(`${seed}/${resource.name}`)() * size)
    return this.#make(resource, { scope: [], index, unlinked: true }).key
  }

  #size({ behaviour, examples }: Resource): number {
    const { size } = this.#options
    return behaviour.size ?? behaviour.records?.length ?? Math.max(size && examples.length, size)
  }

  #linked(resource: Resource, { scope, index, key, unlinked }: Place): JsonObject {
    const links = unlinked ? [] : (this.#options.links?.(resource) ?? [])
    const seed = [resource.name, ...scope, key ?? index].join('/')
    return Object.fromEntries(
      links.map((link) => [link.member, this.keyOf(link.resource, `${seed}/${link.member}`) ?? null]),
    )
  }

  #make(resource: Resource, at: Place): Stored {
    const { scope, index, key } = at
    const { world, variables } = this.#options
    const member = resource.behaviour.key
    const base = this.#base(resource, { scope, index, ...(key !== undefined && { key }) })
    const place = { ...variables(), scope, index, key: key ?? distinctKey(resource, base, at) }
    const renamed = rename(resource, base, (template) =>
      String(template({ ...place, record: base }, world) ?? ''),
    )
    const named = typed(key, renamed[member]) ?? distinctKey(resource, renamed, at)
    const links = this.#linked(resource, at)
    const distinct = {
      ...renamed,
      ...otherId(resource, { base, renamed, scope, named }),
      ...links,
      [member]: named,
    }
    const { blank, sample } = resource.templates
    const begun =
      resource.behaviour.begin === 'blank' ? { ...distinct, ...asObject(blank?.(place, world)) } : distinct
    const own = resource.templates.records[index]
    const told = { ...begun, ...asObject(own?.({ ...place, record: begun }, world)) }
    const record = { ...told, ...asObject(sample?.({ ...place, record: told }, world)) }
    return { record, scope, key: key ?? String(record[member]) }
  }

  #base(resource: Resource, { scope, index, key }: Place): JsonObject {
    if (resource.behaviour.begin === 'blank') return {}
    const example = resource.examples[index % Math.max(resource.examples.length, 1)]
    if (example) return example
    const seed = [this.#options.seed, resource.name, ...scope, key ?? index].join('/')
    return resource.schema ? asObject(this.#options.generate(resource.schema, seed, 'full')) : {}
  }
}

function rename(
  { templates }: Resource,
  record: JsonObject,
  fill: (template: Resource['templates']['rename'][number][1]) => string,
): JsonObject {
  if (templates.rename.length === 0) return record
  const names = templates.rename.map(([text, template]) => [text, fill(template)] as const)
  if (names.every(([from, to]) => from === to)) return record
  return mapStrings(record, (text) =>
    names.reduce((renamed, [from, to]) => renamed.replaceAll(from, () => to), text),
  )
}
