import { readFileSync } from 'node:fs'
import { toJsonSchema } from '../../description/to-json-schema.ts'
import { asObject, isObject, type Json, type JsonObject } from '../../json.ts'

export interface Vendor {
  readonly schemas: JsonObject
  /** By `GET /path 200 application/json`. */
  readonly responses: ReadonlyMap<string, JsonObject>
}

/** The schemas of all JSON answers that an OpenAPI document describes. */
export function readVendor(file: string): Vendor {
  const document = asObject(JSON.parse(readFileSync(file, 'utf8')))
  const components = asObject(document.components)
  const responses = new Map<string, JsonObject>()
  for (const [path, methods] of Object.entries(asObject(document.paths)))
    for (const [method, operation] of Object.entries(asObject(methods)))
      for (const [status, response] of Object.entries(asObject(asObject(operation).responses)))
        for (const [type, schema] of jsonSchemas(dereference(components, response)))
          responses.set(`${method.toUpperCase()} ${path} ${status} ${type}`, schema)
  return { schemas: translated(asObject(components.schemas)), responses }
}

function jsonSchemas(response: JsonObject): readonly (readonly [string, JsonObject])[] {
  return Object.entries(asObject(response.content)).flatMap(([type, media]) => {
    const { schema } = asObject(media)
    return type.includes('json') && isObject(schema) ? [[type, asObject(toJsonSchema(schema))]] : []
  })
}

function dereference(components: JsonObject, response: Json): JsonObject {
  const { $ref } = asObject(response)
  const name = typeof $ref === 'string' ? $ref.replace('#/components/responses/', '') : undefined
  return name === undefined ? asObject(response) : asObject(asObject(components.responses)[name])
}

function translated(schemas: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, toJsonSchema(schema)]))
}
