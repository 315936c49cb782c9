import { type Definition, type Operation, pagedBy, pathParams } from '@sallyport/definition'
import type { PracticeData, Preparation } from './practice-data.ts'
import { sampleOf } from './sample.ts'
import type { Schema } from './schema.ts'
import { valueAt } from './value-at.ts'

export interface Named {
  readonly entity: string
  readonly action: string
  readonly operation: Operation
}

export type Json = Readonly<Record<string, unknown>>

/** Names and values for practising with a connector, from its definition and its practice data. */
export class Practice {
  readonly data: PracticeData
  readonly #definition: Definition
  #numbers = 0

  constructor(definition: Definition, data: PracticeData) {
    this.#definition = definition
    this.data = data
  }

  operations(): Named[] {
    return Object.entries(this.#definition.entities).flatMap(([entity, { actions }]) =>
      Object.entries(actions).map(([action, operation]) => ({ entity, action, operation })),
    )
  }

  /** Lists that have pages. */
  lists(): Named[] {
    return this.operations().filter(({ operation }) => pagedBy(operation.page) !== undefined)
  }

  /** Reads of one record of an entity that has a list too. */
  gets(): Named[] {
    return this.operations().filter(({ entity, action }) => action === 'get' && this.find(entity, 'list'))
  }

  writes(): Named[] {
    return this.operations().filter(({ operation }) => operation.effect !== 'read')
  }

  find(entity: string, action: string): Named | undefined {
    const operation = this.#definition.entities[entity]?.actions[action]
    return operation && { entity, action, operation }
  }

  largestPage({ page }: Operation): number {
    return pagedBy(page)?.max ?? 0
  }

  /** The call that proves a credential. */
  check(): Named {
    const check = this.operations().find(({ operation }) => operation.check)
    if (check === undefined) throw new TypeError('No operation is the check.')
    return check
  }

  exampleConfig(): Record<string, string> {
    const fields = Object.entries(this.#definition.config ?? {})
    return Object.fromEntries(fields.map(([name, { example }]) => [name, example]))
  }

  /** The call whose record an operation works on, where there is one. */
  before({ entity, action }: Named): Preparation | undefined {
    const stated = this.data.first?.[`${entity}.${action}`]
    const ownList = this.find(entity, 'list') && { entity, action: 'list' }
    return stated ?? (makesOrLists(action) ? undefined : ownList)
  }

  /** A value for every parameter but those that stand apart; some name the record, where one is given. */
  params(named: Named, record?: unknown): Json {
    const apart = new Set(this.apart(named))
    const names = Object.keys(named.operation.params.properties).filter((name) => !apart.has(name))
    return this.#values(named, names, record)
  }

  /** The same without those that may be left out. */
  requiredParams(named: Named, record?: unknown): Json {
    return this.#values(named, named.operation.params.required ?? [], record)
  }

  /** Every set of parameters that is worth a try: most at once, and each that stands apart. */
  variants(named: Named, record?: unknown): Json[] {
    const required = named.operation.params.required ?? []
    const alone = this.apart(named).map((name) => this.#values(named, [...required, name], record))
    return [this.params(named, record), ...alone]
  }

  apart({ entity, action }: Named): string[] {
    const head = `${entity}.${action} `
    return (this.data.apart ?? []).flatMap((name) => (name.startsWith(head) ? [name.slice(head.length)] : []))
  }

  #values(named: Named, names: readonly string[], record: unknown): Json {
    return Object.fromEntries(names.map((name) => [name, this.value(named, name, record)]))
  }

  value(named: Named, name: string, record?: unknown): unknown {
    const place = record === undefined ? undefined : this.#placeInRecord(named, name)
    return place === undefined ? this.#sample(named, name) : valueAt(record, place)
  }

  #placeInRecord({ entity, action, operation }: Named, name: string): string | undefined {
    const { named = {} } = this.data
    const own = named[`${entity}.${action}`]?.[name]
    if (own !== undefined) return own
    const inPath = pathParams(operation.path)
    return inPath.includes(name) || (inPath.length === 0 && !makesOrLists(action))
      ? named[entity]?.[name]
      : undefined
  }

  #sample({ entity, action, operation }: Named, name: string): unknown {
    const { samples = {} } = this.data
    const keys = [`${entity}.${action} ${name}`, `${entity} ${name}`, name]
    const stated = keys.find((key) => Object.hasOwn(samples, key))
    if (stated === undefined) return sampleOf((operation.params.properties[name] ?? {}) as Schema)
    return this.#numbered(samples[stated])
  }

  #numbered(sample: unknown): unknown {
    if (typeof sample !== 'string' || !sample.includes('{n}')) return sample
    this.#numbers += 1
    return sample.replaceAll('{n}', String(this.#numbers))
  }
}

function makesOrLists(action: string): boolean {
  return /^(?:create|list|api|upload)(?:_|$)/.test(action)
}
