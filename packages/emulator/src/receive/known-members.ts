import { asObject, asObjects, isObject, type JsonObject } from '../json.ts'
import type { RequestSchemas } from './request-schemas.ts'

/** The members that a schema of an object speaks of. */
export interface KnownMembers {
  readonly names: ReadonlySet<string>
  readonly patterns: readonly RegExp[]
  /** Any other is allowed too: the schema says so, or it names none at all. */
  readonly open: boolean
}

interface Search {
  readonly schemas: RequestSchemas
  readonly seen: Set<JsonObject>
  readonly names: Set<string>
  readonly patterns: RegExp[]
  open: boolean
}

/** Collects over `$ref`, combinations and conditions. A schema that says nothing of members allows any. */
export function knownMembers(schemas: RequestSchemas, schema: JsonObject): KnownMembers {
  const search: Search = { schemas, seen: new Set(), names: new Set(), patterns: [], open: false }
  collect(search, schema)
  const { names, patterns } = search
  const closed = asObject(schemas.resolve(schema)).additionalProperties === false
  return { names, patterns, open: search.open || (!closed && names.size === 0 && patterns.length === 0) }
}

export function isKnown({ names, patterns, open }: KnownMembers, name: string): boolean {
  return open || names.has(name) || patterns.some((pattern) => pattern.test(name))
}

function collect(search: Search, schema: JsonObject): void {
  if (search.seen.has(schema)) return
  search.seen.add(schema)
  for (const name of Object.keys(asObject(schema.properties))) search.names.add(name)
  for (const source of Object.keys(asObject(schema.patternProperties))) {
    search.patterns.push(new RegExp(source, 'u'))
  }
  if (allowsOthers(schema)) search.open = true
  if (typeof schema.$ref === 'string') collect(search, search.schemas.resolve(schema))
  for (const part of partsOf(schema)) collect(search, part)
}

/** `true` or a schema, in words: without the keyword a vendor has named what there is. */
function allowsOthers({ additionalProperties, unevaluatedProperties }: JsonObject): boolean {
  return [additionalProperties, unevaluatedProperties].some((value) => value === true || isObject(value))
}

function partsOf(schema: JsonObject): readonly JsonObject[] {
  return [
    ...['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => asObjects(schema[keyword])),
    ...['if', 'then', 'else'].map((keyword) => schema[keyword]).filter(isObject),
    ...Object.values(asObject(schema.dependentSchemas)).filter(isObject),
  ]
}
