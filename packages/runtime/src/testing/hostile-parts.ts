import { weather } from './weather.ts'

// biome-ignore lint/suspicious/noExplicitAny: an attacker's JSON has any shape
export type Loose = any

/** A definition as somebody might upload it, and what is to be found wrong with it. */
export interface Hostile {
  readonly title: string
  readonly json: () => unknown
  /** Part of a problem, as `path: message`. */
  readonly expected: RegExp
}

/** The weather's definition in JSON, to be changed at will. */
export function weatherJson(): Loose {
  return JSON.parse(JSON.stringify(weather))
}

export function changed(change: (definition: Loose) => void): () => unknown {
  return () => {
    const definition = weatherJson()
    change(definition)
    return definition
  }
}

/** Sets a name that assignment would not: `__proto__` as JSON has it. */
export function own(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true })
}

export const stationsOf = (definition: Loose) => definition.entities.stations
export const listOf = (definition: Loose) => stationsOf(definition).actions.list
export const paramsOf = (definition: Loose) => listOf(definition).params.properties

export function nested(levels: number, wrap: (inner: unknown) => unknown, core: unknown): unknown {
  let value = core
  for (let level = 0; level < levels; level++) value = wrap(value)
  return value
}

/** What is changed, and what is then said. */
export type Row = readonly [title: string, change: (definition: Loose) => void, expected: RegExp]
