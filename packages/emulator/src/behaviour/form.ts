import { isObject, type Json, type JsonObject } from '../json.ts'
import type { Filled } from './filled.ts'

export type Prepare = (template: Json) => Filled

/** An object in a template that is computed. It is prepared once and filled in for each request. */
export type Form = (template: JsonObject, prepare: Prepare) => Filled

/** A form over one value; where there is none, or null, it stays so. */
export function conversion(key: string, convert: (value: Json) => Json | undefined): Form {
  return (template, prepare) => {
    const source = prepare(template[key] ?? null)
    return (variables, world) => {
      const value = source(variables, world)
      return value === undefined || value === null ? value : convert(value)
    }
  }
}

/** A form over a list; one value is a list of it, and none an empty one. */
export function ofList(
  key: string,
  take: (list: readonly Json[], template: JsonObject) => Json | undefined,
): Form {
  return (template, prepare) => {
    const list = prepare(template[key] ?? [])
    return (variables, world) => take([list(variables, world) ?? []].flat(), template)
  }
}

/** A form over the members of an object; another value stays as it is. */
export function selection(key: string, keep: (names: readonly Json[], name: string) => boolean): Form {
  return (template, prepare) => {
    const source = prepare(template[key] ?? null)
    const names = [template.members ?? []].flat()
    return (variables, world) => {
      const value = source(variables, world)
      if (!isObject(value)) return value
      return Object.fromEntries(Object.entries(value).filter(([name]) => keep(names, name)))
    }
  }
}
