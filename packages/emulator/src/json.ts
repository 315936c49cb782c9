export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export type JsonObject = { readonly [key: string]: Json }

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value when it is an object, else an empty one: descriptions leave out what is empty. */
export function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : {}
}

export function asObjects(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

const NESTING = 100

/** Parses text of at most 100 levels: `JSON.stringify` recurses, and has to write it again. Throws a `SyntaxError`. */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text)
  if (isDeeper(value, NESTING)) throw new SyntaxError(`The JSON is nested deeper than ${NESTING} levels.`)
  return value
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((child) => isDeeper(child, levels - 1))
}

/** The same value with each text in it mapped. */
export function mapStrings<Value extends Json>(value: Value, map: (text: string) => string): Value
export function mapStrings(value: Json, map: (text: string) => string): Json {
  if (typeof value === 'string') return map(value)
  if (Array.isArray(value)) return value.map((item: Json) => mapStrings(item, map))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, mapStrings(child, map)]))
}

/** JSON of files that the user of the emulator names and of text in templates: as deep as it is. Throws a `SyntaxError`. */
export function parseOwnJson(text: string): unknown {
  return JSON.parse(text)
}
