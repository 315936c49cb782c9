import { between, type Draw, pick } from './draw.ts'

/** What of JSON Schema an OpenAPI document of ours uses. */
export interface Schema {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly format?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly maxItems?: number
  readonly minimum?: number
  readonly maximum?: number
}

export interface Material {
  readonly draw: Draw
  /** Ids of things that are there. */
  readonly ids: readonly string[]
}

const WORDS = [
  'acme',
  'github',
  'linear',
  'issues',
  'list',
  'name',
  'Ünïcode 😀',
  ' padded ',
  'a/b?c=d&e#f',
  "' OR 1=1 --",
  '%00%2e%2e',
]
const MOST_DEPTH = 4
/** Longer ones are a matter of boundaries; each would cost a megabyte. */
const LONGEST = 5_000

/** A value that fits a schema, at its boundaries as often as between them. */
export function fromSchema(schema: Schema, material: Material, depth = 0): unknown {
  const { draw } = material
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return pick(draw, schema.enum)
  if (schema.anyOf !== undefined) return fromSchema(pick(draw, schema.anyOf), material, depth)
  return (MAKERS[schema.type ?? 'anything'] ?? anything)(schema, material, depth)
}

type Maker = (schema: Schema, material: Material, depth: number) => unknown

const MAKERS: Readonly<Record<string, Maker>> = {
  null: () => null,
  boolean: (_, { draw }) => draw() < 0.5,
  integer: number,
  number,
  string: text,
  array: (schema, material, depth) => {
    const most = depth >= MOST_DEPTH ? 0 : Math.min(schema.maxItems ?? 3, 3)
    const length = between(material.draw, 0, most)
    return Array.from({ length }, () => fromSchema(schema.items ?? {}, material, depth + 1))
  },
  object: record,
}

function number({ minimum = -5, maximum = 2 ** 31 }: Schema, { draw }: Material): number {
  return pick(draw, [minimum, maximum, between(draw, minimum, maximum), Math.max(minimum, 1)])
}

function text({ format, minLength = 0, maxLength = 300 }: Schema, { draw, ids }: Material): string {
  if (format === 'uuid') return draw() < 0.8 ? pick(draw, ids) : '00000000-0000-4000-8000-000000000000'
  if (format === 'date-time')
    return pick(draw, ['2026-01-01T00:00:00Z', '1970-01-01T00:00:00.000+14:00', '9999-12-31T23:59:59Z'])
  const word = pick(draw, WORDS)
  const length = pick(draw, [minLength, Math.min(maxLength, LONGEST), word.length, word.length])
  return word.padEnd(length, 'x').slice(0, Math.max(length, minLength))
}

function record(
  { properties = {}, required = [], patternProperties }: Schema,
  material: Material,
  depth: number,
) {
  const { draw } = material
  const deep = depth >= MOST_DEPTH
  const names = Object.keys(properties).filter((name) => required.includes(name) || (!deep && draw() < 0.4))
  const made = names.map((name) => [name, fromSchema(properties[name] ?? {}, material, depth + 1)])
  const [free] = Object.values(patternProperties ?? {})
  const more = free !== undefined && !deep ? [[pick(draw, WORDS), fromSchema(free, material, depth + 1)]] : []
  return Object.fromEntries([...made, ...more])
}

function anything(_: Schema, material: Material, depth: number): unknown {
  const kinds = depth >= MOST_DEPTH ? ['null', 'boolean', 'number', 'string'] : Object.keys(MAKERS)
  return fromSchema({ type: pick(material.draw, kinds) }, material, depth + 1)
}
