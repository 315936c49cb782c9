import { type Definition, type Operation, pagedBy, pathParams } from '@sallyport/definition'
import { Numbers } from './numbers.ts'
import type { PracticeData, Preparation } from './practice-data.ts'
import { groupsOf, keysOf, makesOrLists, type Named, type Source, sourceOf } from './practice-names.ts'
import { sampleOf } from './sample.ts'
import type { Schema } from './schema.ts'
import { valueAt } from './value-at.ts'

export type Json = Readonly<Record<string, unknown>>

/** What a call can draw on that only the emulated vendor knows. */
export interface Known {
  /** The record it works on. */
  readonly record?: unknown
  /** Values of parameters that other calls have given. */
  readonly values?: Json
}

/** Names and values for practising with a connector, from its definition and its practice data. */
export class Practice {
  readonly data: PracticeData
  readonly #definition: Definition
  readonly #numbers = new Numbers()

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

  /** Lists that the vendor gives whole. */
  wholeLists(): Named[] {
    return this.operations().filter(
      ({ operation: { page, effect } }) => page?.style === 'none' && effect === 'read',
    )
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

  /** Parameter -> the call that gives its value, and the field of its record that holds it. */
  sources({ entity, action, operation }: Named): Record<string, Source> {
    const { from = {} } = this.data
    const names = Object.keys(operation.params.properties)
    const stated = names.flatMap((name) => {
      const key = keysOf({ entity, action }, name).find((each) => Object.hasOwn(from, each))
      return key === undefined ? [] : [[name, sourceOf(from[key] ?? '', entity)] as const]
    })
    return Object.fromEntries(stated)
  }

  /** A value for every parameter but those that stand apart; some name the record, where one is known. */
  params(named: Named, known?: Known): Json {
    const left = groupsOf(named, Object.keys(this.data.leave ?? {}))
    const apart = new Set([...this.apart(named), ...left].flat())
    const required = new Set(this.neededNames(named))
    const names = Object.keys(named.operation.params.properties)
    return this.#values(
      named,
      names.filter((name) => required.has(name) || !apart.has(name)),
      known,
    )
  }

  /** Parameters that no call can do without. */
  neededNames(named: Named): string[] {
    const { required = [] } = named.operation.params
    return [...new Set([...required, ...groupsOf(named, this.data.needed ?? []).flat()])]
  }

  /** The same without those that may be left out. */
  requiredParams(named: Named, known?: Known): Json {
    return this.#values(named, this.neededNames(named), known)
  }

  /** Every set of parameters that is worth a try: most at once, and each group that stands apart. */
  variants(named: Named, known?: Known): Json[] {
    const required = this.neededNames(named)
    const alone = this.apart(named).map((names) => this.#values(named, [...required, ...names], known))
    return [this.params(named, known), ...alone]
  }

  /** Groups of parameters that are not sent with the others. */
  apart(named: Named): string[][] {
    return groupsOf(named, this.data.apart ?? [])
  }

  #values(named: Named, names: readonly string[], known?: Known): Json {
    return Object.fromEntries(names.map((name) => [name, this.value(named, name, known)]))
  }

  value(named: Named, name: string, { record, values = {} }: Known = {}): unknown {
    if (Object.hasOwn(values, name)) return values[name]
    const place = record === undefined || record === null ? undefined : this.#placeInRecord(named, name)
    return place === undefined ? this.#sample(named, name) : valueAt(record, place)
  }

  /** Without a word a parameter that has the name of a key names the record. */
  #placeInRecord({ entity, action, operation }: Named, name: string): string | undefined {
    const { named = {} } = this.data
    const own = named[`${entity}.${action}`]?.[name]
    if (own !== undefined) return own
    const inPath = pathParams(operation.path)
    const isName = inPath.includes(name) || (inPath.length === 0 && !makesOrLists(action))
    const isKey = !makesOrLists(action) && this.#definition.entities[entity]?.key.includes(name)
    return isName ? (named[entity]?.[name] ?? (isKey ? name : undefined)) : undefined
  }

  #sample({ entity, action, operation }: Named, name: string): unknown {
    const { samples = {} } = this.data
    const stated = keysOf({ entity, action }, name).find((key) => Object.hasOwn(samples, key))
    if (stated === undefined) return sampleOf((operation.params.properties[name] ?? {}) as Schema)
    return this.#numbers.into(samples[stated])
  }
}
