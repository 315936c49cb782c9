import type { Json, JsonObject } from '../json.ts'

/** An object of names from outside. In an assignment `__proto__` would not be one. */
export function objectOf(members: Iterable<readonly [string, Json]>): JsonObject {
  return Object.fromEntries(members)
}

export function memberOf(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined
}
