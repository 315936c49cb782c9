import { APPLICATORS } from '../description/schema-keywords.ts'
import { asObject, isObject, type Json, type JsonObject } from '../json.ts'

/** The name under which a validator knows the schemas of a description. */
export const DESCRIPTION = 'vendor:/description'

const LONGEST = 32

/**
 * A schema as requests are checked by it: members that are `readOnly` are not required (OpenAPI 3.1.0,
 * "Schema Object"), references name the description, and what says nothing of a value is left out.
 */
export function toRequestSchema(schemas: JsonObject, schema: Json): Json {
  if (!isObject(schema)) return schema
  const kept = Object.entries(schema).flatMap(([keyword, value]): [string, Json][] => {
    if (isSilent(keyword)) return []
    if (keyword === '$ref') return [[keyword, `${DESCRIPTION}${String(value)}`]]
    return [[keyword, mapped(schemas, keyword, value)]]
  })
  const result = Object.fromEntries(kept)
  return Array.isArray(result.required) ? { ...result, required: requiredOf(schemas, schema) } : result
}

/** `$id` would move the place that references start from; OpenAPI's all start from the document. */
function isSilent(keyword: string): boolean {
  return keyword === '$id' || keyword === 'id' || keyword === 'default' || keyword.startsWith('x-')
}

function mapped(schemas: JsonObject, keyword: string, value: Json): Json {
  const holds = APPLICATORS.get(keyword)
  if (!holds) return value
  if (Array.isArray(value)) return value.map((item: Json) => toRequestSchema(schemas, item))
  if (holds === 'schema' || !isObject(value)) return toRequestSchema(schemas, value)
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [name, toRequestSchema(schemas, child)]),
  )
}

function requiredOf(schemas: JsonObject, schema: JsonObject): Json {
  const names = Array.isArray(schema.required) ? (schema.required as readonly Json[]) : []
  const members = asObject(schema.properties)
  return names.filter(
    (name) => !(Object.hasOwn(members, String(name)) && isReadOnly(schemas, members[String(name)])),
  )
}

function isReadOnly(schemas: JsonObject, member: Json | undefined): boolean {
  let found = asObject(member)
  for (let step = 0; step < LONGEST; step += 1) {
    if (found.readOnly === true) return true
    if (typeof found.$ref !== 'string') return false
    found = asObject(componentOf(schemas, found.$ref))
  }
  return false
}

const PREFIX = '#/components/schemas/'

function componentOf(schemas: JsonObject, reference: string): Json | undefined {
  if (!reference.startsWith(PREFIX)) return undefined
  const name = reference.slice(PREFIX.length)
  return Object.hasOwn(schemas, name) ? schemas[name] : undefined
}
