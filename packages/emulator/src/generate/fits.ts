import { isObject, type Json, type JsonObject } from '../json.ts'
import { fitsFormat } from './fits-format.ts'
import { kindsOf } from './kind.ts'
import { type Library, patternOf } from './library.ts'
import { sameJson } from './same-json.ts'
import { isSchema, resolveReference, type Schema, schemasByName, schemasIn, textsIn } from './schema.ts'

const DEEPEST = 300
let depth = 0

/**
 * Whether a value meets a schema. It reads the schema as it is, without compiling it: most values that are asked
 * about are single texts and numbers. Required members that are `writeOnly` may be missing (OpenAPI 3.0.3,
 * "Schema Object": there `required` is about requests alone).
 *
 * Throws a `TypeError` where a schema leads to itself without a value in between.
 */
export function fits(library: Library, schema: Schema, value: Json): boolean {
  if (typeof schema === 'boolean') return schema
  if (depth >= DEEPEST)
    throw new TypeError(`A schema leads to itself, or is nested deeper than ${DEEPEST} levels.`)
  depth += 1
  try {
    return fitsKeywords(library, schema, value)
  } finally {
    depth -= 1
  }
}

function fitsKeywords(library: Library, schema: JsonObject, value: Json): boolean {
  if (schema.type !== undefined && !hasType(schema.type, value)) return false
  if (schema.const !== undefined && !sameJson(schema.const, value)) return false
  if (Array.isArray(schema.enum) && !schema.enum.some((item: Json) => sameJson(item, value))) return false
  if (typeof schema.format === 'string' && !fitsFormat(schema.format, value)) return false
  if (!fitsCombined(library, schema, value)) return false
  if (typeof value === 'string') return fitsText(library, schema, value)
  if (typeof value === 'number') return fitsNumber(schema, value)
  if (Array.isArray(value)) return fitsItems(library, schema, value)
  return !isObject(value) || fitsMembers(library, schema, value)
}

function hasType(type: Json, value: Json): boolean {
  // Most schemas name one type, and each value that is made is held against it.
  if (typeof type === 'string') return isKind(value, type)
  return kindsOf(type).some((kind) => isKind(value, kind))
}

function isKind(value: Json, kind: string): boolean {
  if (kind === 'null') return value === null
  if (kind === 'array') return Array.isArray(value)
  if (kind === 'object') return isObject(value)
  if (kind === 'integer') return Number.isInteger(value)
  return typeof value === kind
}

function fitsCombined(library: Library, schema: JsonObject, value: Json): boolean {
  const meets = (part: Schema) => fits(library, part, value)
  if (typeof schema.$ref === 'string' && !meets(resolveReference(library.schemas, schema.$ref))) return false
  if (schema.allOf !== undefined && !schemasIn(schema.allOf).every(meets)) return false
  if (schema.anyOf !== undefined && !schemasIn(schema.anyOf).some(meets)) return false
  if (schema.oneOf !== undefined && schemasIn(schema.oneOf).filter(meets).length !== 1) return false
  if (isSchema(schema.not) && meets(schema.not)) return false
  if (!isSchema(schema.if)) return true
  const then = meets(schema.if) ? schema.then : schema.else
  return !isSchema(then) || meets(then)
}

function fitsText(library: Library, schema: JsonObject, value: string): boolean {
  // JSON Schema counts characters (validation, section 6.3.1), not UTF-16 units.
  const length = (schema.minLength ?? schema.maxLength) === undefined ? 0 : [...value].length
  if (outside(length, schema.minLength, schema.maxLength)) return false
  if (typeof schema.pattern !== 'string') return true
  return patternOf(library, schema.pattern)?.test(value) ?? false
}

function outside(size: number, least: Json | undefined, most: Json | undefined): boolean {
  return (typeof least === 'number' && size < least) || (typeof most === 'number' && size > most)
}

function fitsNumber(schema: JsonObject, value: number): boolean {
  const { exclusiveMinimum, exclusiveMaximum, multipleOf } = schema
  if (outside(value, schema.minimum, schema.maximum)) return false
  if (typeof exclusiveMinimum === 'number' && value <= exclusiveMinimum) return false
  if (typeof exclusiveMaximum === 'number' && value >= exclusiveMaximum) return false
  // Without a tolerance: 0.07 is no multiple of 0.01 for Ajv, so it must not be one here.
  return typeof multipleOf !== 'number' || isWhole(value / multipleOf)
}

/** Ajv reads no quotient that JavaScript writes with an exponent. */
function isWhole(quotient: number): boolean {
  return Number.isInteger(quotient) && Math.abs(quotient) < 1e21
}

function fitsItems(library: Library, schema: JsonObject, value: readonly Json[]): boolean {
  if (outside(value.length, schema.minItems, schema.maxItems)) return false
  if (schema.uniqueItems === true && hasTwins(value)) return false
  const prefix = schemasIn(schema.prefixItems)
  const rest = isSchema(schema.items) ? schema.items : true
  return value.every((item, index) => fits(library, prefix[index] ?? rest, item))
}

function hasTwins(items: readonly Json[]): boolean {
  return items.some((item, index) => items.slice(0, index).some((other) => sameJson(item, other)))
}

function fitsMembers(library: Library, schema: JsonObject, value: JsonObject): boolean {
  const names = Object.keys(value)
  if (outside(names.length, schema.minProperties, schema.maxProperties)) return false
  const properties = new Map(schemasByName(schema.properties))
  const missing = textsIn(schema.required).filter((name) => !Object.hasOwn(value, name))
  if (!missing.every((name) => isWriteOnly(properties.get(name)))) return false
  const patterns = schemasByName(schema.patternProperties)
  return names.every((name) => {
    const own = properties.get(name)
    const matching = patterns
      .filter(([source]) => patternOf(library, source)?.test(name))
      .map(([, part]) => part)
    const parts = own === undefined ? matching : [own, ...matching]
    const known = parts.length > 0 || !isSchema(schema.additionalProperties)
    const apply = known ? parts : [schema.additionalProperties as Schema]
    return apply.every((part) => fits(library, part, value[name] ?? null))
  })
}

function isWriteOnly(schema: Schema | undefined): boolean {
  return typeof schema === 'object' && schema.writeOnly === true
}
