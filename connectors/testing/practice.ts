import { type Definition, type Operation, pathParams } from '@sallyport/definition'
import { sampleOf } from './sample.ts'
import type { Schema } from './schema.ts'
import { valueAt } from './value-at.ts'
import type { VendorDescription } from './vendor-description.ts'

/** What a definition cannot say of the records and values that it is practised with. */
export interface PracticeData {
  /** Values of parameters that their schemas do not tell, by name or by `entity.action name`. */
  readonly samples: Readonly<Record<string, unknown>>
  /** Entity -> parameter of a path -> where a record of that entity holds its value. */
  readonly named: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Entity -> fields in which its records differ; its key where nothing is said. */
  readonly distinct?: Readonly<Record<string, readonly string[]>>
  /** Calls that the vendor's own recorded traffic answers. */
  readonly recorded?: readonly {
    readonly entity: string
    readonly action: string
    readonly params: Readonly<Record<string, unknown>>
  }[]
}

export interface Named {
  readonly entity: string
  readonly action: string
  readonly operation: Operation
}

type Json = Readonly<Record<string, unknown>>

/** Makes parameters and records for practising with a connector, from its definition and the vendor's examples. */
export class Practice {
  readonly #definition: Definition
  readonly #vendor: VendorDescription
  readonly #data: PracticeData

  constructor(definition: Definition, vendor: VendorDescription, data: PracticeData) {
    this.#definition = definition
    this.#vendor = vendor
    this.#data = data
  }

  operations(): Named[] {
    return Object.entries(this.#definition.entities).flatMap(([entity, { actions }]) =>
      Object.entries(actions).map(([action, operation]) => ({ entity, action, operation })),
    )
  }

  /** Lists that have pages. */
  lists(): Named[] {
    return this.operations().filter(({ operation }) => operation.page?.style === 'link_header')
  }

  /** Reads of one record of an entity that has a list too. */
  gets(): Named[] {
    return this.operations().filter(({ entity, action }) => action === 'get' && this.has(entity, 'list'))
  }

  writes(): Named[] {
    return this.operations().filter(({ operation }) => operation.effect !== 'read')
  }

  has(entity: string, action: string): boolean {
    return this.#definition.entities[entity]?.actions[action] !== undefined
  }

  largestPage({ page }: Operation): number {
    return page?.style === 'link_header' ? page.max : 0
  }

  /** The call that proves a credential. */
  check(): { readonly entity: string; readonly action: string } {
    const check = this.operations().find(({ operation }) => operation.check)
    if (check === undefined) throw new TypeError('No operation is the check.')
    return { entity: check.entity, action: check.action }
  }

  exampleConfig(): Record<string, string> {
    const fields = Object.entries(this.#definition.config ?? {})
    return Object.fromEntries(fields.map(([name, { example }]) => [name, example]))
  }

  /** A value for every parameter; those of the path name the record, where one is given. */
  params(entity: string, action: string, record?: unknown): Json {
    const { path, params } = this.#operation(entity, action)
    const inPath = new Set(pathParams(path))
    const entries = Object.entries(params.properties).map(([name, schema]) => {
      const place = inPath.has(name) ? this.#data.named[entity]?.[name] : undefined
      if (place !== undefined && record !== undefined) return [name, valueAt(record, place)]
      return [name, this.#sample(`${entity}.${action}`, name, schema as Schema)]
    })
    return Object.fromEntries(entries)
  }

  /** The same without those that may be left out. */
  requiredParams(entity: string, action: string, record?: unknown): Json {
    const required = new Set(this.#operation(entity, action).params.required ?? [])
    const all = Object.entries(this.params(entity, action, record))
    return Object.fromEntries(all.filter(([name]) => required.has(name)))
  }

  #sample(operation: string, name: string, schema: Schema): unknown {
    const { samples } = this.#data
    const stated = [`${operation} ${name}`, name].find((key) => Object.hasOwn(samples, key))
    return stated === undefined ? sampleOf(schema) : samples[stated]
  }

  /** So many records for every list that has pages, each made from the vendor's example for that list. */
  collections(size: number): Record<string, readonly Json[]> {
    const entries = this.lists().map(({ entity, action, operation }) => {
      const { method, path, records } = operation
      const theirs = this.#vendor.find(method, path)
      const list = records === undefined ? theirs?.example : valueAt(theirs?.example, records)
      const [example] = Array.isArray(list) ? list : []
      if (theirs === undefined || typeof example !== 'object') {
        throw new TypeError(`The vendor's description has no example for ${entity}.${action}.`)
      }
      return [theirs.path, Array.from({ length: size }, (_, index) => this.#variant(entity, example, index))]
    })
    return Object.fromEntries(entries)
  }

  #variant(entity: string, example: Json, index: number): Json {
    const fields = this.#data.distinct?.[entity] ?? this.#definition.entities[entity]?.key ?? []
    const varied = fields.map((field) => [
      field,
      typeof example[field] === 'number' ? index + 1 : `${example[field]}-${index + 1}`,
    ])
    return { ...example, ...Object.fromEntries(varied) }
  }

  #operation(entity: string, action: string): Operation {
    const operation = this.#definition.entities[entity]?.actions[action]
    if (operation === undefined) throw new TypeError(`There is no ${entity}.${action}.`)
    return operation
  }
}
