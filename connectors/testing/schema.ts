/** As much of JSON Schema as definitions and vendors' descriptions (OpenAPI 3.0 and 3.1) use. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly nullable?: boolean
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
}

/** One kind of value that a schema allows. */
export interface Alternative {
  /** A type of JSON Schema, or `any` where the schema does not say. */
  readonly type: string
  /** The only values; absent where any of the type will do. */
  readonly values?: readonly unknown[]
  readonly properties: Readonly<Record<string, Schema>>
  readonly required: readonly string[]
  /** What members without a name of their own hold, where there may be such. */
  readonly others?: Schema
  readonly maximum?: number
  readonly items?: Schema
}

/** Follows `$ref`s of the document that a schema is part of. */
export type Follow = (schema: Schema) => Schema

/** The kinds of value that a schema allows, with references, `nullable` and combinations worked out. */
export function alternativesOf(schema: Schema, follow: Follow): Alternative[] {
  const { nullable, anyOf, oneOf, allOf, ...own } = follow(schema)
  const base = [...(allOf ?? [])].map((part) => flat(part, follow)).reduce(merge, own)
  const branches = anyOf ?? oneOf
  const found =
    branches === undefined
      ? typesOf(base).map((type) => alternative(base, type))
      : branches.flatMap((branch) => alternativesOf(merge(base, follow(branch)), follow))
  return nullable === true ? [...found, NULL] : found
}

const NULL: Alternative = { type: 'null', properties: {}, required: [] }

/** A part of an `allOf` that is such a combination itself. */
function flat(part: Schema, follow: Follow): Schema {
  const { allOf = [], ...own } = follow(part)
  return allOf.map((each) => flat(each, follow)).reduce(merge, own)
}

function merge(left: Schema, right: Schema): Schema {
  return {
    ...left,
    ...right,
    properties: { ...left.properties, ...right.properties },
    required: [...(left.required ?? []), ...(right.required ?? [])],
  }
}

function typesOf({ type, enum: values, const: constant, properties = {} }: Schema): readonly string[] {
  if (type !== undefined) return [type].flat()
  const stated = constant === undefined ? values : [constant]
  if (stated !== undefined) return [...new Set(stated.map(typeOf))]
  return Object.keys(properties).length > 0 ? ['object'] : ['any']
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return Number.isInteger(value) ? 'integer' : typeof value
}

function alternative(schema: Schema, type: string): Alternative {
  const stated = schema.const === undefined ? schema.enum : [schema.const]
  const values = stated?.filter((value) => fits(typeOf(value), type))
  const { properties = {}, required = [], items, maximum } = schema
  const others = othersOf(schema)
  return {
    type,
    properties,
    required,
    ...(values && { values }),
    ...(items && { items }),
    ...(others && { others }),
    ...(maximum !== undefined && { maximum }),
  }
}

function othersOf({ additionalProperties: others, patternProperties }: Schema): Schema | undefined {
  if (typeof others === 'object') return others
  return others === true ? {} : Object.values(patternProperties ?? {})[0]
}

/** Whether every value of one type is one of another. */
export function fits(type: string, into: string): boolean {
  return into === 'any' || type === into || (type === 'integer' && into === 'number')
}

/** The schema of the member at a dotted path, where some kind of value has one. Of a list digits name an item. */
export function memberAt(schema: Schema, path: string, follow: Follow): Schema | undefined {
  return path.split('.').reduce<Schema | undefined>((found, name) => {
    const alternatives = found === undefined ? [] : alternativesOf(found, follow)
    const named = alternatives.find(({ properties }) => properties[name])?.properties[name]
    return named ?? alternatives.map((each) => unnamed(each, name)).find((each) => each !== undefined)
  }, schema)
}

function unnamed({ type, items, others }: Alternative, name: string): Schema | undefined {
  if (type === 'any') return {}
  return /^\d+$/.test(name) && items ? items : others
}

/** The same of a record: a path leads through lists to the members of their items. */
export function fieldAt(record: Schema, path: string): Schema | undefined {
  return path.split('.').reduce<Schema | undefined>((found, name) => {
    const own = found && (itemsOf(found, itself) ?? found)
    return own && memberAt(own, name, itself)
  }, record)
}

const itself: Follow = (schema) => schema

/** The schema of a list's items. */
export function itemsOf(schema: Schema, follow: Follow): Schema | undefined {
  return alternativesOf(schema, follow).find(({ items }) => items)?.items
}

/** A body in several forms takes what any of them takes. */
export function memberOfAny(schema: Schema, name: string, follow: Follow): Schema | undefined {
  const forms = alternativesOf(schema, follow)
  const anyOf = forms.flatMap((form) => form.properties[name] ?? unnamed(form, name) ?? [])
  return anyOf.length === 0 ? undefined : { anyOf }
}
