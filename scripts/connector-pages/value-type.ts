import { code, codes } from './markdown.ts'

/** The words of JSON Schema that definitions use. */
export interface Schema {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  /** Of an object whose members have names of the caller's own. */
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly description?: string
  readonly format?: string
  readonly pattern?: string
  readonly default?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
}

/** Levels of objects whose members are named. */
const MAX_DEPTH = 2

/** What a value is, in a few words: `list of string`, `integer or null`. */
export function valueType(schema: Schema, depth = 0): string {
  if (schema.anyOf !== undefined) return together(schema.anyOf.map((each) => valueType(each, depth)))
  if (schema.const !== undefined || schema.enum !== undefined) return namesOf(valuesOf(schema))
  const types = [schema.type ?? []].flat()
  if (types.length !== 1) return types.length === 0 ? 'anything' : together(types)
  if (types[0] === 'array') return `list of ${valueType(schema.items ?? {}, depth)}`
  if (types[0] === 'object') return objectType(schema, depth)
  return schema.format === undefined ? (types[0] ?? '') : `${types[0]} (${schema.format})`
}

function objectType({ properties = {}, patternProperties = {} }: Schema, depth: number): string {
  const [free] = Object.values(patternProperties)
  if (free !== undefined) return `object of ${valueType(free, depth + 1)}`
  const members = Object.entries(properties)
  if (members.length === 0 || depth >= MAX_DEPTH) return 'object'
  return `object (${members.map(([name, member]) => `${code(name)}: ${valueType(member, depth + 1)}`).join(', ')})`
}

function together(types: readonly string[]): string {
  return [...new Set(types)].join(' or ')
}

function namesOf(values: readonly unknown[]): string {
  return together(values.map((value) => (value === null ? 'null' : typeof value)))
}

/** The values that a schema allows, where it lists them. */
function valuesOf(schema: Schema): unknown[] {
  if (schema.const !== undefined) return [schema.const]
  if (schema.enum !== undefined) return [...schema.enum]
  return (schema.anyOf ?? []).flatMap(valuesOf)
}

/** What a value has to be beyond its type, in sentences. */
export function valueRules(schema: Schema): string[] {
  const own = boundsOf(schema)
  const below = [...(schema.anyOf ?? []), ...(schema.items ? [schema.items] : [])].flatMap(boundsOf)
  const allowed = [...valuesOf(schema), ...(schema.items ? valuesOf(schema.items) : [])]
  return [
    ...(allowed.length > 0 ? [`One of ${codes(allowed.map(String))}.`] : []),
    ...new Set([...own, ...below]),
    ...(schema.default === undefined ? [] : [`Default: ${code(JSON.stringify(schema.default))}.`]),
  ]
}

function boundsOf(schema: Schema): string[] {
  return [
    ...range(schema.minimum, schema.maximum),
    ...range(schema.minLength === 1 ? undefined : schema.minLength, schema.maxLength, 'character'),
    ...range(schema.minItems, schema.maxItems, 'item'),
    ...(schema.pattern === undefined ? [] : [`Looks like ${code(schema.pattern)}.`]),
  ]
}

function range(least: number | undefined, most: number | undefined, unit?: string): string[] {
  const of = (count: number) => (unit === undefined ? '' : ` ${unit}${count === 1 ? '' : 's'}`)
  if (least !== undefined && least === most) return [`Exactly ${most}${of(least)}.`]
  if (least !== undefined && most !== undefined) return [`From ${least} to ${most}${of(most)}.`]
  if (most !== undefined) return [`At most ${most}${of(most)}.`]
  return least === undefined ? [] : [`At least ${least}${of(least)}.`]
}
