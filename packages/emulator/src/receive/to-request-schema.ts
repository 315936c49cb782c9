import { APPLICATORS } from '../description/schema-keywords.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import { readOnlyMembers } from './read-only-members.ts'

/** The name under which a validator knows the schemas of a description. */
export const DESCRIPTION = 'vendor:/description'

/**
 * A schema as requests are checked by it: members that are `readOnly` are not required (OpenAPI 3.1.0,
 * "Schema Object"), references name the description, and what says nothing of a value is left out.
 */
export function toRequestSchema(schemas: JsonObject, schema: Json): Json {
  return translated({ schemas, readOnly: new Set() }, schema)
}

interface Context {
  readonly schemas: JsonObject
  /** Members that a schema which holds for the same value marks as `readOnly`. */
  readonly readOnly: ReadonlySet<string>
}

function translated(context: Context, schema: Json): Json {
  if (!isObject(schema)) return schema
  const { schemas } = context
  const readOnly = new Set([...context.readOnly, ...readOnlyMembers(schemas, schema)])
  const kept = Object.entries(schema).flatMap(([keyword, value]): [string, Json][] => {
    if (isSilent(keyword)) return []
    if (keyword === '$ref') return [[keyword, `${DESCRIPTION}${String(value)}`]]
    if (keyword === 'required' && Array.isArray(value)) {
      return [[keyword, value.filter((name: Json) => !readOnly.has(String(name)))]]
    }
    return [
      [keyword, mapped({ schemas, readOnly: IN_PLACE.has(keyword) ? readOnly : new Set() }, keyword, value)],
    ]
  })
  return Object.fromEntries(kept)
}

/** Their schemas are about the same value as the one that they stand in. */
const IN_PLACE = new Set(['allOf', 'anyOf', 'oneOf', 'then', 'else', 'dependentSchemas'])

/** `$id` would move the place that references start from; OpenAPI's all start from the document. */
function isSilent(keyword: string): boolean {
  return keyword === '$id' || keyword === 'id' || keyword === 'default' || keyword.startsWith('x-')
}

function mapped(context: Context, keyword: string, value: Json): Json {
  const holds = APPLICATORS.get(keyword)
  if (!holds) return value
  if (Array.isArray(value)) return value.map((item: Json) => translated(context, item))
  if (holds === 'schema' || !isObject(value)) return translated(context, value)
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, translated(context, child)]))
}
