import { uniqueNames } from '../unique-names.ts'

/** What a value has to be, as far as a model needs to know. Everything that makes tools reads schemas through this. */
export type Shape = ScalarShape | ChosenShape | ListShape | ObjectShape | MapShape | ChoiceShape | AnyShape

interface Stated {
  /** Whether it may be null. */
  readonly nullable: boolean
  readonly about?: string
}

export interface ScalarShape extends Stated {
  readonly kind: 'string' | 'integer' | 'number' | 'boolean'
  /** Of a text: `date-time`, `email` ... */
  readonly format?: string
  readonly maximum?: number
}

export type Value = string | number | boolean

/** One of a few values. */
export interface ChosenShape extends Stated {
  readonly kind: 'enum'
  readonly values: readonly Value[]
}

export interface ListShape extends Stated {
  readonly kind: 'list'
  readonly items: Shape
}

export interface ObjectShape extends Stated {
  readonly kind: 'object'
  readonly members: readonly Member[]
}

export interface Member {
  readonly name: string
  /** The name in the characters that vendors of models take. */
  readonly key: string
  readonly required: boolean
  readonly shape: Shape
}

/** Values of one shape under names of the caller's own. */
export interface MapShape extends Stated {
  readonly kind: 'map'
  readonly values: Shape
}

export interface ChoiceShape extends Stated {
  readonly kind: 'choice'
  readonly branches: readonly Shape[]
}

export interface AnyShape extends Stated {
  readonly kind: 'any'
}

/** The words of JSON Schema that are read. */
interface Schema {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly items?: Schema | readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly description?: string
  readonly format?: string
  readonly maximum?: number
}

/** What properties may be called: the API of Claude refuses others. */
const VENDOR_KEY = /^[A-Za-z0-9_.-]{1,64}$/

/** Deeper values are taken as they come, and judged where the operation is run. */
const MAX_DEPTH = 5

/** Reads a schema. What it cannot say in these words it calls `any`. */
export function readShape(schema: object, depth = 0): Shape {
  const whole: Schema = schema
  const branches = alternatives(whole)
  const some = branches.filter((branch) => !isNull(branch))
  const nullable = some.length < branches.length
  const [only, ...more] = some
  if (only === undefined) return { kind: 'any', nullable: true, ...aboutOf(whole) }
  if (more.length > 0) return readChoice(whole, { some, nullable, depth })
  const shape = readOne(only, depth)
  return { ...shape, nullable: nullable || shape.nullable, ...aboutOf(only), ...aboutOf(whole) }
}

/** A schema with `anyOf`, or with several types, as the list of what it may be. */
function alternatives(schema: Schema): readonly Schema[] {
  const { anyOf, oneOf, type, ...rest } = schema
  if (anyOf !== undefined || oneOf !== undefined)
    return [...(anyOf ?? []), ...(oneOf ?? [])].flatMap(alternatives)
  if (typeof type === 'string' || type === undefined) return [schema]
  return type.map((each) => ({ ...rest, type: each }))
}

function isNull({ type, const: fixed, enum: values }: Schema): boolean {
  return type === 'null' || fixed === null || (values?.length === 1 && values[0] === null)
}

function aboutOf({ description }: Schema): { readonly about?: string } {
  return description === undefined ? {} : { about: oneLine(description) }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

interface Choice {
  readonly some: readonly Schema[]
  readonly nullable: boolean
  readonly depth: number
}

function readChoice(whole: Schema, { some, nullable, depth }: Choice): Shape {
  const branches = some.map((branch) => readOne(branch, depth))
  const stated = { nullable: nullable || branches.some((branch) => branch.nullable), ...aboutOf(whole) }
  if (branches.every((branch) => branch.kind === 'enum')) {
    return { kind: 'enum', values: [...new Set(branches.flatMap(({ values }) => values))], ...stated }
  }
  const kinds = new Set(branches.map(({ kind }) => kind))
  const structured = branches.filter(({ kind }) => kind === 'list' || kind === 'object')
  // Which of several is meant has to show in what is given; a map is written as a text, which could be meant as one.
  if (kinds.has('any') || kinds.has('map') || structured.length > 1) return { kind: 'any', ...stated }
  const [first] = branches
  // An integer or any number is a number; a text or one of a few texts is a text.
  if (first !== undefined && kinds.size === 1 && isScalar(first)) return { kind: first.kind, ...stated }
  return { kind: 'choice', branches, ...stated }
}

export function isScalar(shape: Shape): shape is ScalarShape {
  return ['string', 'integer', 'number', 'boolean'].includes(shape.kind)
}

function readOne(schema: Schema, depth: number): Shape {
  const { enum: listed, const: fixed, type, format, maximum } = schema
  const values = listed ?? (fixed === undefined ? undefined : [fixed])
  if (values !== undefined) return readValues(values)
  switch (type) {
    case 'string':
      return { kind: 'string', nullable: false, ...(format !== undefined && { format }) }
    case 'integer':
    case 'number':
      return { kind: type, nullable: false, ...(maximum !== undefined && { maximum }) }
    case 'boolean':
      return { kind: 'boolean', nullable: false }
    case 'array':
      return readList(schema, depth)
    case 'object':
      return readObject(schema, depth)
    default:
      return { kind: 'any', nullable: type === undefined }
  }
}

function readValues(values: readonly unknown[]): Shape {
  const known = values.filter(isValue)
  const nullable = values.includes(null)
  return known.length === 0 || known.length + Number(nullable) < values.length
    ? { kind: 'any', nullable }
    : { kind: 'enum', values: known, nullable }
}

function isValue(value: unknown): value is Value {
  return ['string', 'number', 'boolean'].includes(typeof value)
}

function readList({ items }: Schema, depth: number): Shape {
  if (items === undefined || Array.isArray(items) || depth >= MAX_DEPTH) {
    return { kind: 'list', nullable: false, items: { kind: 'any', nullable: false } }
  }
  return { kind: 'list', nullable: false, items: readShape(items, depth + 1) }
}

function readObject(schema: Schema, depth: number): Shape {
  const { properties = {}, required = [], patternProperties = {}, additionalProperties } = schema
  const names = Object.keys(properties)
  if (depth >= MAX_DEPTH) return { kind: 'any', nullable: false }
  // Of one that may hold anything and need hold nothing, one member that is known is next to nothing.
  const isOpen = additionalProperties !== false && required.length === 0 && names.length < 2
  if (isOpen || names.length === 0) {
    const [values = additionalProperties] = Object.values(patternProperties)
    const isStated = typeof values === 'object' && names.length === 0
    return { kind: 'map', nullable: false, values: isStated ? readShape(values, depth + 1) : ANY }
  }
  const keys = uniqueNames(names.map((name) => ({ text: name, identity: name })))
  const members = names.map((name, index) => ({
    name,
    key: VENDOR_KEY.test(name) ? name : (keys[index] ?? name),
    required: required.includes(name),
    shape: readShape(properties[name] ?? {}, depth + 1),
  }))
  return { kind: 'object', nullable: false, members }
}

const ANY: AnyShape = { kind: 'any', nullable: false }
