import { isObject, type Json, type JsonObject } from './json.ts'

/**
 * An OpenAPI 3.0 schema as JSON Schema. They differ in `nullable` (OpenAPI 3.0.3, "Schema Object"),
 * which JSON Schema says as a second type, and which references and combinations may carry too.
 */
export function toJsonSchema(node: Json): Json {
  if (Array.isArray(node)) return node.map(toJsonSchema)
  if (!isObject(node)) return node
  const { nullable, ...rest } = node
  // In `properties` a member of that name is a property, and then its value is a schema.
  if (isObject(nullable)) return mapValues(node)
  return nullable === true ? { anyOf: [mapValues(rest), { type: 'null' }] } : mapValues(rest)
}

function mapValues(node: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, DATA.has(key) ? value : toJsonSchema(value)]),
  )
}

/** Keywords whose value is data: a `nullable` in there means nothing. */
const DATA = new Set(['enum', 'default', 'example', 'const'])
