import { asObject, asObjects, isObject, type Json, type JsonObject } from '../json.ts'
import { memberOf, objectOf } from './members.ts'
import { isRawList, listOfNumbered, type RawValue } from './raw-value.ts'
import type { RequestSchemas } from './request-schemas.ts'

/** Combinations within combinations that are looked through before text stays text. */
const DEEPEST = 6

/**
 * A value that came as text, with the types that its schema asks for. Of alternatives the first is taken that the
 * value is valid by. Text that fits nothing stays text. It never throws for a value.
 */
export function typedValue(schemas: RequestSchemas, raw: RawValue, schema: JsonObject): Json {
  return typed({ schemas, depth: 0 }, raw, schema)
}

interface Context {
  readonly schemas: RequestSchemas
  /** Combinations entered since a value was. */
  readonly depth: number
}

function typed(context: Context, raw: RawValue, schema: JsonObject): Json {
  const found = context.schemas.resolve(schema)
  if (found.type === undefined && context.depth < DEEPEST) {
    const alternatives = asObjects(found.anyOf ?? found.oneOf)
    const deeper = { ...context, depth: context.depth + 1 }
    if (alternatives.length > 0 && found.properties === undefined) return chosen(deeper, raw, alternatives)
    const parts = asObjects(found.allOf)
    if (parts.length > 0 && typeof raw === 'string') return ofParts(deeper, raw, parts)
  }
  if (typeof raw === 'string') return typedText(raw, found)
  return isRawList(raw) ? typedList(context, raw, found) : typedObject(context, raw, found)
}

/** The first alternative that the value is valid by; else the first that at least is of its kind. */
function chosen(context: Context, raw: RawValue, alternatives: readonly JsonObject[]): Json {
  let likely: Json | undefined
  for (const alternative of alternatives) {
    const value = typed(context, raw, alternative)
    if (context.schemas.fits(alternative, value)) return value
    if (typeof value !== 'string' && !isOtherKind(context, value, alternative)) likely ??= value
  }
  return likely ?? (typeof raw === 'string' ? raw : typed(context, raw, {}))
}

function isOtherKind({ schemas }: Context, value: Json, alternative: JsonObject): boolean {
  const types = typesOf(schemas.resolve(alternative))
  if (types.length === 0) return false
  return !types.includes(Array.isArray(value) ? 'array' : isObject(value) ? 'object' : typeof value)
}

function ofParts(context: Context, raw: string, parts: readonly JsonObject[]): Json {
  for (const part of parts) {
    const value = typed(context, raw, part)
    if (typeof value !== 'string') return value
  }
  return raw
}

export function typesOf({ type }: JsonObject): readonly Json[] {
  if (type === undefined) return []
  return Array.isArray(type) ? type : [type]
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/
const INTEGER = /^-?\d+$/

function typedText(text: string, schema: JsonObject): Json {
  const types = typesOf(schema)
  if (types.length === 0) return listedValue(text, schema)
  // The strictest first: text fits whatever it is.
  if (types.includes('integer') && INTEGER.test(text)) return Number(text)
  if (types.includes('number') && NUMBER.test(text)) return Number(text)
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true'
  if (types.includes('null') && !types.includes('string') && (text === '' || text === 'null')) return null
  return text
}

/** Without a type, a list of allowed values says it: the one that is written like the text. */
function listedValue(text: string, schema: JsonObject): Json {
  const values = Array.isArray(schema.enum) ? (schema.enum as readonly Json[]) : [schema.const]
  const found = values.find((value) => typeof value !== 'object' && String(value) === text)
  return found ?? text
}

function typedList(context: Context, raw: readonly RawValue[], schema: JsonObject): Json {
  const inside = { ...context, depth: 0 }
  const prefix = asObjects(schema.prefixItems)
  const items = itemsOf(context, schema)
  return raw.map((item, index) => typed(inside, item, prefix[index] ?? items))
}

function itemsOf(context: Context, schema: JsonObject): JsonObject {
  if (isObject(schema.items)) return schema.items
  const [items] = partsOf(context, schema).map((part) => part.items)
  return asObject(items)
}

function typedObject(context: Context, raw: ReadonlyMap<string, RawValue>, schema: JsonObject): Json {
  const list = isList(context, schema) ? listOfNumbered(raw) : undefined
  if (list) return typedList(context, list, schema)
  const inside = { ...context, depth: 0 }
  return objectOf(
    [...raw].map(([name, value]) => [name, typed(inside, value, memberSchema(context, schema, name))]),
  )
}

/** Names that are all numbers are a list where the schema speaks of one, or of nothing at all. */
function isList(context: Context, schema: JsonObject): boolean {
  const types = typesOf(schema)
  if (types.length > 0) return types.includes('array')
  if (schema.items !== undefined) return true
  if (schema.properties !== undefined || schema.additionalProperties !== undefined) return false
  const parts = partsOf(context, schema)
  return parts.length === 0 || parts.some((part) => isList({ ...context, depth: context.depth + 1 }, part))
}

/** Parts of a combination that hold at once; none once it is too deep. */
function partsOf({ schemas, depth }: Context, schema: JsonObject): readonly JsonObject[] {
  return depth < DEEPEST ? asObjects(schema.allOf).map((part) => schemas.resolve(part)) : []
}

function branchesOf({ schemas, depth }: Context, { anyOf, oneOf }: JsonObject): readonly JsonObject[] {
  return depth < DEEPEST ? asObjects(anyOf ?? oneOf).map((part) => schemas.resolve(part)) : []
}

/** The schema that a schema of an object has for a member; without one, anything. */
export function schemaOfMember(schemas: RequestSchemas, schema: JsonObject, name: string): JsonObject {
  return memberSchema({ schemas, depth: 0 }, schemas.resolve(schema), name)
}

function memberSchema(context: Context, schema: JsonObject, name: string): JsonObject {
  const own = memberOf(asObject(schema.properties), name)
  if (isObject(own)) return own
  for (const [source, matched] of Object.entries(asObject(schema.patternProperties))) {
    if (new RegExp(source, 'u').test(name)) return asObject(matched)
  }
  const deeper = { ...context, depth: context.depth + 1 }
  for (const part of [...partsOf(context, schema), ...branchesOf(context, schema)]) {
    const found = memberSchema(deeper, part, name)
    if (Object.keys(found).length > 0) return found
  }
  return asObject(schema.additionalProperties)
}
